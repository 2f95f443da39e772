import type {
  Checked,
  ColumnRead,
  ContextRead,
  JoinedRead,
  ParameterRead,
} from '../../check/checked/expression.ts'
import type { CheckedItem } from '../../check/checked/project.ts'
import { js, type Code } from '../../emit/code.ts'
import type { Type } from '../../types/type.ts'
import { membersOf } from '../runtime/access.ts'
import { spanReader } from '../runtime/span-value.ts'
import { emitSourceText } from '../row/source-text.ts'
import type { Scope } from '../scope.ts'
import { payloadPath } from '../slots/stream-layout.ts'

/** The value of a slot, made from its bytes at most once per record. */
export const emitSlot = (scope: Scope, slot: number, type: Type): Code =>
  scope.record.memo(`slot ${String(slot)} ${type.kind}`, (target) => {
    const { start, end } = scope.slot(slot)
    const read = scope.constant(spanReader(type))
    scope.emitter.assign(
      target,
      js`${start} < 0 ? (${start} === -1 ? undefined : null) : ${read}(b, ${start}, ${end})`,
    )
  })

/** A plain member of the payload: from its span, or from the decoded value. */
export const emitPayload = (scope: Scope, path: readonly string[]): Code => {
  if (scope.layout.inPlace)
    return emitSlot(scope, scope.layout.slots.slot(path), { kind: 'ANY', nullable: true })
  return scope.record.memo(`payload ${JSON.stringify(path)}`, (target) => {
    scope.emitter.assign(target, js`x.payloadMember(j, ${scope.constant(path)})`)
  })
}

export const emitColumn = (scope: Scope, read: ColumnRead): Code => {
  const place = scope.layout.columns[read.index]
  if (place === undefined) throw new Error('a column that the stream does not have')
  if (place.kind === 'stored') return scope.emitter.let(js`x.stored[${read.index}][j]`)
  const slot = scope.layout.slots.slot(place.path)
  const value = emitSlot(scope, slot, place.column.type)
  const { default: fallback } = place.column
  if (fallback === undefined) return value
  return scope.emitter.let(js`${value} == null ? ${scope.literal(fallback)} : ${value}`)
}

export const emitContext = (scope: Scope, read: ContextRead): Code =>
  scope.record.memo(`context ${read.name}`, (target) => {
    scope.emitter.assign(target, js`x.context(${scope.constant(read.name)})`)
  })

/** A column of a row that was looked up. */
export const emitJoined = (scope: Scope, read: JoinedRead): Code => {
  const row = scope.joined[read.join]
  if (row === undefined) throw new Error('a read of a table that is not joined yet')
  return js`${row}[${read.column}]`
}

export const emitAlias = (scope: Scope, index: number): Code => {
  const item = scope.items[index]
  if (item === undefined) throw new Error('an item that the rule does not have')
  const { expression } = item
  if (item.kind === 'spread') return emitMembers(scope, index, item)
  if (isCheap(scope, expression)) return scope.value(expression)
  return scope.row.memo(`alias ${String(index)}`, (target) => {
    scope.emitter.assign(target, scope.value(expression))
  })
}

/** `payload.*` as the object whose members it stands for, or NULL. */
const emitMembers = (scope: Scope, index: number, item: CheckedItem & { kind: 'spread' }): Code =>
  scope.row.memo(`alias ${String(index)}`, (target) => {
    const value = scope.value(item.expression)
    scope.mayFail(item.expression)
    const otherwise = item.otherwise === undefined ? js`undefined` : scope.constant(item.otherwise)
    const text = (item.otherwise !== undefined && emitSourceText(scope, item.expression)) || js`undefined`
    scope.emitter.assign(target, js`${scope.constant(membersOf)}(${value}, ${otherwise}, ${text})`)
  })

/** Reads that have a memo of their own, or need none. */
const isCheap = (scope: Scope, expression: Checked): boolean =>
  expression.kind === 'literal' ||
  expression.kind === 'column' ||
  expression.kind === 'joined' ||
  expression.kind === 'context' ||
  payloadPath(scope.layout, expression) !== undefined

export const emitParameter = (scope: Scope, read: ParameterRead): Code => {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.upstream) {
    const parameter = at.parameters.get(read.id)
    if (parameter !== undefined) return parameter
  }
  throw new Error('a parameter outside its lambda')
}
