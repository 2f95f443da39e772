import type { Call, Checked, CheckedLambda } from '../../check/checked/expression.ts'
import type { Type } from '../../types/type.ts'
import { joined, js, type Code } from '../../emit/code.ts'
import { canBeNull, type Scope } from '../scope.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

const emitLambda = (scope: Scope, lambda: CheckedLambda): Code => {
  const { emitter } = scope
  const result = emitter.let(js`null`)
  const parameters = lambda.parameters.map((id) => {
    const name = emitter.name()
    scope.parameters.set(id, name)
    return name
  })
  emitter.block(js`${result} = (${joined(parameters, ', ')}) =>`, () => {
    emitter.line(js`x.step()`)
    emitter.line(js`return ${scope.value(lambda.body)}`)
  })
  return result
}

/** What is missing is NULL for a function. */
const emitArgument = (scope: Scope, argument: Checked): Code => {
  const value = scope.value(argument)
  return canBeNull(argument) ? js`(${value} ?? null)` : value
}

/** A function of the vocabulary; with 'propagate', a NULL argument gives NULL without the call. */
export const emitCall = (scope: Scope, e: Call): Code => {
  const args = e.args.map((arg) =>
    arg.kind === 'lambda' ? emitLambda(scope, arg) : emitArgument(scope, arg),
  )
  const types = e.args.map((arg) => (arg.kind === 'lambda' ? ANY : arg.type))
  const call = (target: Code): void => {
    scope.mayFail(e)
    const list = joined(args, ', ')
    scope.emitter.assign(
      target,
      js`${scope.constant(e.entry)}.evaluate([${list}], x, ${scope.constant(types)})`,
    )
  }
  const nullable = e.entry.nulls === 'own' ? [] : e.args.flatMap((arg, k) => pairOf(arg, args[k]))
  return scope.unlessNull(nullable, call)
}

const pairOf = (arg: Checked | CheckedLambda, code: Code | undefined): (readonly [Checked, Code])[] =>
  arg.kind !== 'lambda' && code !== undefined && canBeNull(arg) ? [[arg, code]] : []
