import type { Arithmetic, Concat, Negate } from '../../check/checked/expression.ts'
import { joined, js, type Code } from '../../emit/code.ts'
import { arithmeticOf, negate } from '../../types/arithmetic.ts'
import { TIMESTAMP_MAX_MS, TIMESTAMP_MIN_MS } from '../../types/timestamp.ts'
import type { Scope } from '../scope.ts'

const SAFE_MAX = Number.MAX_SAFE_INTEGER

/**
 * Two JavaScript numbers are computed in place while the result is one that INTEGER and DOUBLE agree on; all else
 * (64-bit integers, decimals, overflow, division by zero, wrong kinds) goes through the exact operation.
 */
export const emitArithmetic = (scope: Scope, e: Arithmetic): Code => {
  const left = scope.value(e.left)
  const right = scope.value(e.right)
  const { emitter } = scope
  const slow = scope.constant(arithmeticOf(e.type.kind)[e.operator])
  const operands = [[e.left, left] as const, [e.right, right] as const]
  const isExact = e.left.type.kind === 'DECIMAL' || e.right.type.kind === 'DECIMAL'
  return scope.unlessNull(operands, (target) => {
    const general = (): void => {
      scope.mayFail(e)
      emitter.assign(target, js`${slow}(${left}, ${right})`)
    }
    const fast = isExact ? undefined : fastPath(e, target, left, right)
    if (fast === undefined) general()
    else {
      const numbers = js`typeof ${left} === 'number' && typeof ${right} === 'number'`
      emitter.branch(js`!(${numbers} && ${fast})`, general)
    }
  })
}

/** A condition that assigns the target and is false where the result needs the exact operation. */
const fastPath = (e: Arithmetic, target: Code, left: Code, right: Code): Code | undefined => {
  const isTime = e.type.kind === 'TIMESTAMP'
  const [least, most] = isTime ? [TIMESTAMP_MIN_MS, TIMESTAMP_MAX_MS] : [-SAFE_MAX, SAFE_MAX]
  const inRange = (result: Code): Code => {
    const isWithin = js`(${target} = ${result}) <= ${most} && ${target} >= ${least}`
    // A span of time that was divided may have parts of milliseconds.
    return isTime ? js`${isWithin} && ${target} % 1 === 0` : isWithin
  }
  const integers = e.left.type.kind === 'INTEGER' && e.right.type.kind === 'INTEGER'
  switch (e.operator) {
    case '+':
      return inRange(js`${left} + ${right}`)
    case '-':
      return inRange(js`${left} - ${right}`)
    case '*':
      return inRange(js`${left} * ${right} + 0`)
    case '/':
      return js`${right} !== 0 && ${inRange(js`${left} / ${right} + 0`)}`
    case 'DIV':
      return integers ? js`${right} !== 0 && ${inRange(js`Math.trunc(${left} / ${right}) + 0`)}` : undefined
    case 'MOD':
      return integers ? js`${right} !== 0 && ${inRange(js`${left} % ${right} + 0`)}` : undefined
  }
}

export const emitNegate = (scope: Scope, e: Negate): Code => {
  const operand = scope.value(e.operand)
  return scope.unlessNull([[e.operand, operand]], (target) => {
    scope.mayFail(e)
    scope.emitter.assign(target, js`${scope.constant(negate)}(${operand})`)
  })
}

export const emitConcat = (scope: Scope, e: Concat): Code => {
  const operands = e.operands.map((operand) => [operand, scope.value(operand)] as const)
  return scope.unlessNull(operands, (target) => {
    scope.mayFail(e)
    const texts = joined(
      operands.map(([, code]) => code),
      ', ',
    )
    scope.emitter.assign(target, js`x.concat([${texts}])`)
  })
}
