import type { Between, Checked, Compare, Distinct, In, InArray } from '../../check/checked/expression.ts'
import { js, type Code } from '../../emit/code.ts'
import { distinct } from '../../types/compare.ts'
import { canBeNull, type Scope } from '../scope.ts'
import { payloadPath } from '../slots/stream-layout.ts'
import { plainNumber, sameText } from '../runtime/span-value.ts'
import { emitSlot } from './read.ts'

const operatorCode = {
  '=': js`===`,
  '<>': js`!==`,
  '<': js`<`,
  '<=': js`<=`,
  '>': js`>`,
  '>=': js`>=`,
} as const

type Operator = Compare['operator']

const mirrored: Record<Operator, Operator> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** BOOLEAN or NULL. Tests of a payload member against a constant work on its bytes. */
export const emitCompare = (scope: Scope, e: Compare): Code => {
  const inPlace =
    e.right.kind === 'literal'
      ? emitInPlace(scope, e.operator, e.left, e.right.value, e.textAsNumber === 'left')
      : e.left.kind === 'literal'
        ? emitInPlace(scope, mirrored[e.operator], e.right, e.left.value, e.textAsNumber === 'right')
        : undefined
  if (inPlace !== undefined) return inPlace
  const left = emitReadable(scope, e.left, e.textAsNumber === 'left')
  const right = emitReadable(scope, e.right, e.textAsNumber === 'right')
  return emitComparison(scope, e.operator, [e.left, left], [e.right, right])
}

/** The operand; its text, if it is one, read as a number. */
const emitReadable = (scope: Scope, operand: Checked, textAsNumber: boolean): Code => {
  const value = scope.value(operand)
  return textAsNumber ? scope.emitter.let(js`x.textAsNumber(${value})`) : value
}

const emitComparison = (
  scope: Scope,
  operator: Operator,
  [leftExpression, left]: readonly [Checked, Code],
  [rightExpression, right]: readonly [Checked, Code],
): Code => {
  const operands = [[leftExpression, left] as const, [rightExpression, right] as const]
  return scope.unlessNull(operands, (target) => {
    scope.emitter.assign(target, comparison(scope, operator, left, right, leftExpression, rightExpression))
  })
}

const numeric = (e: Checked): boolean =>
  e.type.kind === 'INTEGER' ||
  e.type.kind === 'DOUBLE' ||
  e.type.kind === 'TIMESTAMP' ||
  e.type.kind === 'DURATION'

/** Neither side is NULL here. */
const comparison = (
  scope: Scope,
  operator: Operator,
  left: Code,
  right: Code,
  leftExpression: Checked,
  rightExpression: Checked,
): Code => {
  const native = js`${left} ${operatorCode[operator]} ${right}`
  const slow = js`x.compare(${scope.constant(operator)}, ${left}, ${right})`
  const kinds = [leftExpression.type.kind, rightExpression.type.kind]
  const isEquality = operator === '=' || operator === '<>'
  if (isEquality && (kinds.every((k) => k === 'STRING') || kinds.every((k) => k === 'BOOLEAN'))) return native
  if (numeric(leftExpression) || numeric(rightExpression))
    return js`typeof ${left} === 'number' && typeof ${right} === 'number' ? ${native} : ${slow}`
  return slow
}

/** The test on the member's bytes, or undefined where it has none. */
const emitInPlace = (
  scope: Scope,
  operator: Operator,
  member: Checked,
  value: unknown,
  textAsNumber: boolean,
): Code | undefined => {
  const path = payloadPath(scope.layout, member)
  if (path === undefined) return undefined
  const { kind } = member.type
  const slot = scope.layout.slots.slot(path)
  if (typeof value === 'number' && (kind === 'ANY' || kind === 'INTEGER' || kind === 'DOUBLE'))
    return emitNumberInPlace(scope, operator, slot, member, value, textAsNumber)
  const isEquality = operator === '=' || operator === '<>'
  if (typeof value === 'string' && isEquality && (kind === 'ANY' || kind === 'STRING'))
    return emitTextInPlace(scope, operator, slot, value)
  return undefined
}

const emitNumberInPlace = (
  scope: Scope,
  operator: Operator,
  slot: number,
  member: Checked,
  value: number,
  textAsNumber: boolean,
): Code => {
  const { start, end } = scope.slot(slot)
  const number = scope.record.memo(`number ${String(slot)}`, (target) => {
    scope.emitter.assign(target, js`${start} < 0 ? NaN : ${scope.constant(plainNumber)}(b, ${start}, ${end})`)
  })
  const result = scope.emitter.let(js`null`)
  const isNumber = js`${number} === ${number}`
  scope.emitter.branch(
    isNumber,
    () => {
      scope.emitter.assign(result, js`${number} ${operatorCode[operator]} ${value}`)
    },
    () => {
      scope.emitter.branch(js`${start} >= 0`, () => {
        const text = emitSlot(scope, slot, member.type)
        const operand = textAsNumber ? js`x.textAsNumber(${text})` : text
        scope.emitter.assign(result, js`x.compare(${scope.constant(operator)}, ${operand}, ${value})`)
      })
    },
  )
  return result
}

const emitTextInPlace = (scope: Scope, operator: Operator, slot: number, value: string): Code => {
  const { start, end } = scope.slot(slot)
  const quoted = scope.constant(new TextEncoder().encode(JSON.stringify(value)))
  const same = js`${scope.constant(sameText)}(b, ${start}, ${end}, ${quoted}, ${scope.constant(value)})`
  return scope.emitter.let(js`${start} < 0 ? null : ${same} === ${operator === '='}`)
}

/** Never NULL. */
export const emitDistinct = (scope: Scope, e: Distinct): Code => {
  const left = scope.value(e.left)
  const right = scope.value(e.right)
  return scope.emitter.let(js`${scope.constant(distinct)}(${left}, ${right}) !== ${e.negated}`)
}

/** TRUE at the first equal element, NULL where none is equal but one is NULL. */
export const emitIn = (scope: Scope, e: In): Code => {
  const operand = emitReadable(scope, e.operand, e.textAsNumber === true)
  const literals = e.list.every((one) => one.kind === 'literal' && typeof one.value === 'string')
  return scope.unlessNull([[e.operand, operand]], (target) => {
    if (literals) {
      const set = new Set(e.list.map((one) => (one.kind === 'literal' ? one.value : undefined)))
      scope.emitter.assign(target, js`${scope.constant(set)}.has(${operand}) !== ${e.negated}`)
      return
    }
    emitInList(scope, e, operand, target)
  })
}

const emitInList = (scope: Scope, e: In, operand: Code, target: Code): void => {
  const { emitter } = scope
  emitter.assign(target, js`false`)
  for (const one of e.list) {
    emitter.block(js`if (${target} !== true)`, () => {
      const element = scope.value(one)
      const found = comparison(scope, '=', operand, element, e.operand, one)
      const nullable = canBeNull(one)
      emitter.branch(
        nullable ? js`${element} == null` : js`false`,
        () => {
          emitter.assign(target, js`null`)
        },
        () => {
          emitter.branch(found, () => {
            emitter.assign(target, js`true`)
          })
        },
      )
    })
  }
  if (e.negated) emitter.assign(target, js`${target} === null ? null : !${target}`)
}

export const emitInArray = (scope: Scope, e: InArray): Code => {
  const operand = scope.value(e.operand)
  const array = scope.value(e.array)
  const operands = [[e.operand, operand] as const, [e.array, array] as const]
  return scope.unlessNull(operands, (target) => {
    scope.mayFail(e)
    scope.emitter.assign(target, js`x.inArray(${operand}, ${array}, ${e.negated})`)
  })
}

/** `low <= operand AND operand <= high`, three-valued, the operand evaluated once. */
export const emitBetween = (scope: Scope, e: Between): Code => {
  const operand = emitReadable(scope, e.operand, e.textAsNumber === true)
  const low = emitComparison(scope, '>=', [e.operand, operand], [e.low, scope.value(e.low)])
  const high = emitComparison(scope, '<=', [e.operand, operand], [e.high, scope.value(e.high)])
  const both = scope.emitter.let(js`${low} === false || ${high} === false ? false : ${low} && ${high}`)
  return e.negated ? scope.emitter.let(js`${both} === null ? null : !${both}`) : both
}
