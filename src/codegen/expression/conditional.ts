import type { Case, Checked, Coalesce, Try } from '../../check/checked/expression.ts'
import { js, type Code } from '../../emit/code.ts'
import { RecordError } from '../../types/record-error.ts'
import { emitTruth } from './logic.ts'
import { canBeNull, type Scope } from '../scope.ts'

/** Branches from top to bottom; only the one that is taken is evaluated. */
export const emitCase = (scope: Scope, e: Case): Code => {
  const { emitter } = scope
  const result = emitter.let(js`null`)
  const operand = e.operand === undefined ? undefined : scope.value(e.operand)
  const finish = (): void => {
    if (e.otherwise !== undefined) emitter.assign(result, scope.value(e.otherwise))
  }
  const step = (index: number): void => {
    const branch = e.branches[index]
    if (branch === undefined) {
      finish()
      return
    }
    const when = operand === undefined ? emitTruth(scope, branch.when) : scope.value(branch.when)
    const taken =
      operand === undefined
        ? js`${when} === true`
        : js`${operand} != null && ${when} != null && x.compare(${scope.constant('=')}, ${operand}, ${when}) === true`
    emitter.branch(
      taken,
      () => {
        emitter.assign(result, scope.value(branch.then))
      },
      () => {
        step(index + 1)
      },
    )
  }
  step(0)
  return result
}

export const emitCoalesce = (scope: Scope, e: Coalesce): Code => {
  const { emitter } = scope
  const result = emitter.let(js`null`)
  const step = (rest: readonly Checked[]): void => {
    const [first, ...others] = rest
    if (first === undefined) return
    // What is missing is NULL once it was used.
    emitter.assign(result, others.length === 0 ? js`${scope.value(first)} ?? null` : scope.value(first))
    if (others.length === 0 || !canBeNull(first)) return
    emitter.branch(js`${result} == null`, () => {
      step(others)
    })
  }
  step(e.operands)
  return result
}

/** Only errors of the record become NULL; our own bugs go on. */
export const emitTry = (scope: Scope, e: Try): Code => {
  const { emitter } = scope
  const result = emitter.let(js`null`)
  emitter.block(js`try`, () => {
    emitter.assign(result, scope.value(e.operand))
  })
  emitter.block(js`catch (e)`, () => {
    emitter.line(js`if (!(e instanceof ${scope.constant(RecordError)})) throw e`)
    emitter.assign(result, js`null`)
  })
  return result
}
