import type { Checked, Is, Logical, Not } from '../../check/checked/expression.ts'
import { js, type Code } from '../../emit/code.ts'
import { canBeNull, type Scope } from '../scope.ts'
import { payloadPath } from '../slots/stream-layout.ts'

/** An operand as true, false or null; a value of unknown type must be BOOLEAN. */
export const emitTruth = (scope: Scope, operand: Checked): Code => {
  const value = scope.value(operand)
  if (operand.type.kind === 'BOOLEAN' || operand.type.kind === 'NULL') return value
  scope.mayFail(operand)
  return scope.emitter.let(js`x.truth(${value})`)
}

/**
 * AND stops at the first FALSE, OR at the first TRUE: what stands behind is not evaluated and cannot fail. A NULL
 * on the way makes the result NULL unless it is decided later.
 */
export const emitLogical = (scope: Scope, e: Logical): Code => {
  const { emitter } = scope
  const deciding = e.operator === 'OR'
  const result = emitter.let(js`${!deciding}`)
  e.operands.forEach((operand, index) => {
    const step = (): void => {
      const truth = emitTruth(scope, operand)
      const undecided = canBeNull(operand) ? js`${truth} == null` : js`false`
      emitter.line(
        js`if (${truth} === ${deciding}) ${result} = ${deciding}; else if (${undecided}) ${result} = null`,
      )
    }
    if (index === 0) step()
    else emitter.block(js`if (${result} !== ${deciding})`, step)
  })
  return result
}

export const emitNot = (scope: Scope, e: Not): Code => {
  const truth = emitTruth(scope, e.operand)
  return scope.emitter.let(js`${truth} == null ? null : !${truth}`)
}

/** Leaves through `reject` unless the condition is TRUE; AND is taken apart, so that a cheap test ends it early. */
export const emitFilter = (scope: Scope, condition: Checked, reject: Code): void => {
  if (condition.kind === 'logical' && condition.operator === 'AND') {
    for (const operand of condition.operands) emitFilter(scope, operand, reject)
    return
  }
  const truth = emitTruth(scope, condition)
  scope.emitter.line(js`if (${truth} !== true) ${reject}`)
}

/** Never NULL. Tests for NULL and MISSING look at a member's span alone. */
export const emitIs = (scope: Scope, e: Is): Code => {
  const path = payloadPath(scope.layout, e.operand)
  if (path !== undefined && (e.test === 'NULL' || e.test === 'MISSING')) {
    const { start } = scope.slot(scope.layout.slots.slot(path))
    const test = e.test === 'NULL' ? js`${start} < 0` : js`${start} === -1`
    return scope.emitter.let(js`(${test}) !== ${e.negated}`)
  }
  const value = scope.value(e.operand)
  const tests = {
    NULL: js`${value} == null`,
    MISSING: js`${value} === undefined`,
    TRUE: js`${value} === true`,
    FALSE: js`${value} === false`,
  }
  return scope.emitter.let(js`(${tests[e.test]}) !== ${e.negated}`)
}
