import type { ElementAccess, FieldAccess, SliceAccess } from '../../check/checked/expression.ts'
import { js, type Code } from '../../emit/code.ts'
import { elementOf, memberOf, sliceOf } from '../runtime/access.ts'
import type { Scope } from '../scope.ts'
import { payloadPath } from '../slots/stream-layout.ts'
import { emitSlot } from './read.ts'

export const emitField = (scope: Scope, e: FieldAccess): Code => {
  const path = payloadPath(scope.layout, e)
  if (path !== undefined)
    return emitSlot(scope, scope.layout.slots.slot(path), { kind: 'ANY', nullable: true })
  const target = scope.value(e.target)
  return scope.emitter.let(js`${scope.constant(memberOf)}(${target}, ${scope.constant(e.name)})`)
}

export const emitElement = (scope: Scope, e: ElementAccess): Code => {
  const target = scope.value(e.target)
  const index = scope.value(e.index)
  return scope.emitter.let(js`${scope.constant(elementOf)}(${target}, ${index})`)
}

export const emitSlice = (scope: Scope, e: SliceAccess): Code => {
  const target = scope.value(e.target)
  const from = e.from === undefined ? js`undefined` : scope.value(e.from)
  const to = e.to === undefined ? js`undefined` : scope.value(e.to)
  return scope.emitter.let(js`${scope.constant(sliceOf)}(${target}, ${from}, ${to})`)
}
