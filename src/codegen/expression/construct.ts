import type {
  ArrayLiteral,
  Convert,
  Like,
  ObjectLiteral,
  Read,
  Regexp,
} from '../../check/checked/expression.ts'
import { joined, js, type Code } from '../../emit/code.ts'
import { compileLike } from '../../types/like.ts'
import { converter } from '../runtime/converter.ts'
import type { Scope } from '../scope.ts'

export const emitArray = (scope: Scope, e: ArrayLiteral): Code => {
  const elements = e.elements.map((element) => js`${scope.value(element)} ?? null`)
  return scope.emitter.let(js`[${joined(elements, ', ')}]`)
}

/** Members are own properties of an object without a prototype, whatever they are called. */
export const emitObject = (scope: Scope, e: ObjectLiteral): Code => {
  const values = e.fields.map((field) => js`${scope.value(field.value)} ?? null`)
  const names = scope.constant(e.fields.map((field) => field.name))
  return scope.emitter.let(js`x.object(${names}, [${joined(values, ', ')}])`)
}

export const emitConvert = (scope: Scope, e: Convert): Code => {
  const operand = scope.value(e.operand)
  const convert = converter(e)
  if (convert === undefined) return operand
  return scope.unlessNull([[e.operand, operand]], (target) => {
    scope.mayFail(e)
    scope.emitter.assign(target, js`${scope.constant(convert)}(${operand})`)
  })
}

/** A member that is missing stays so, since `column IS MISSING` may ask. */
export const emitRead = (scope: Scope, e: Read): Code => {
  const { emitter } = scope
  const operand = scope.value(e.operand)
  const result = emitter.let(operand)
  emitter.branch(js`${operand} != null`, () => {
    scope.mayFail(e)
    emitter.assign(result, js`${scope.constant(converter(e))}(${operand})`)
  })
  return result
}

/** LIKE on something that is no text gives NULL and counts as a mismatch. */
export const emitLike = (scope: Scope, e: Like): Code => {
  const operand = scope.value(e.operand)
  if (e.pattern.kind === 'literal' && typeof e.pattern.value === 'string') {
    const matches = scope.constant(compileLike(e.pattern.value, e.escape))
    return scope.unlessNull([[e.operand, operand]], (target) => {
      scope.emitter.assign(target, js`x.match(${matches}, ${operand}, ${e.negated})`)
    })
  }
  const pattern = scope.value(e.pattern)
  const escape = e.escape === undefined ? js`undefined` : scope.constant(e.escape)
  const operands = [[e.operand, operand] as const, [e.pattern, pattern] as const]
  return scope.unlessNull(operands, (target) => {
    scope.mayFail(e)
    scope.emitter.assign(target, js`x.like(${operand}, ${pattern}, ${escape}, ${e.negated})`)
  })
}

export const emitRegexp = (scope: Scope, e: Regexp): Code => {
  const operand = scope.value(e.operand)
  const pattern = scope.value(e.pattern)
  const operands = [[e.operand, operand] as const, [e.pattern, pattern] as const]
  return scope.unlessNull(operands, (target) => {
    scope.mayFail(e)
    scope.emitter.assign(target, js`x.regexp(${operand}, ${pattern}, ${e.negated})`)
  })
}
