import type { CheckedJoin, CheckedTable } from '../check/checked/project.ts'
import { js, joined, type Code } from '../emit/code.ts'
import { keyOf } from '../stream/table-key.ts'
import type { Type, TypeKind } from '../types/type.ts'
import type { Scope } from './scope.ts'

/** Places of the program's tables, by name. */
export type TablePlaces = ReadonlyMap<string, number>

/** The types of a table's primary key columns, in their order. */
export const keyTypes = (table: CheckedTable): readonly Type[] =>
  table.primaryKey.map((column) => table.columns[column]?.type ?? { kind: 'ANY', nullable: true })

/** Values of these kinds are keys as they are. */
const plain: ReadonlySet<TypeKind> = new Set(['STRING', 'BOOLEAN', 'INTEGER', 'TIMESTAMP', 'DURATION'])

/** The key as generated code has it: undefined or null where it matches nothing. */
const emitKey = (scope: Scope, join: CheckedJoin): Code => {
  const types = keyTypes(join.table)
  const [first] = join.keys
  if (first !== undefined && join.keys.length === 1) {
    const { kind } = first.type
    if (kind === types[0]?.kind && plain.has(kind)) return scope.value(first)
  }
  const values = join.keys.map((key) => scope.value(key))
  return scope.emitter.let(js`${scope.constant(keyOf(types))}([${joined(values, ', ')}])`)
}

/**
 * Looks a joined row up. An INNER one that is not there ends the way of the record, which is counted as unmatched, or
 * the way of one of its rows where it has several (`inLoop`).
 */
export const emitLookUp = (scope: Scope, join: CheckedJoin, tables: TablePlaces, inLoop: boolean): void => {
  const { emitter } = scope
  const place = tables.get(join.table.name)
  if (place === undefined) throw new Error(`table ${join.table.name} is not in the program`)
  const key = emitKey(scope, join)
  const [first] = join.keys
  if (first !== undefined) scope.mayFail(first)
  const found = js`${key} == null ? undefined : x.tables[${place}].get(${key}, time)`
  if (join.kind === 'LEFT') {
    const nulls = Object.freeze(join.table.columns.map(() => null))
    scope.joined.push(emitter.let(js`(${found}) ?? ${scope.constant(nulls)}`))
    return
  }
  const row = emitter.let(found)
  emitter.block(js`if (${row} === undefined)`, () => {
    if (!inLoop) emitter.line(js`x.unmatched++`)
    emitter.line(js`continue`)
  })
  scope.joined.push(row)
}
