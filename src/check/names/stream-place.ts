import type { Span } from '../../diagnostic/span.ts'
import type { Type, TypeKind } from '../../types/type.ts'
import type { CheckedColumn, CheckedStream } from '../checked/project.ts'
import { BROKEN, found, UNKNOWN, type Lookup, type Place } from './place.ts'

const context: readonly (readonly [string, TypeKind])[] = [
  ['topic', 'STRING'],
  ['payload', 'ANY'],
  ['qos', 'INTEGER'],
  ['retain', 'BOOLEAN'],
  ['timestamp', 'TIMESTAMP'],
  ['clientid', 'STRING'],
  ['username', 'STRING'],
  ['pub_props', 'OBJECT'],
  ['flags', 'OBJECT'],
]

/** Columns of a topic without declared ones, in the order of `*`. */
export const untypedColumns: readonly string[] = context.map(([name]) => name)

const contextType = (name: string): Type | undefined => {
  const kind = context.find(([known]) => known === name)?.[1]
  return kind && { kind, nullable: name !== 'topic' && name !== 'timestamp' }
}

/** The whole payload, or what the message brings beside it. */
export const untypedColumn = (name: string, span: Span): Lookup => {
  const type = contextType(name)
  if (type === undefined) return UNKNOWN
  if (name === 'payload') return found({ kind: 'payload', path: [], type, span })
  return found({ kind: 'context', name, type, span })
}

/** `payload` stays reachable beside declared columns. */
export const typedColumn = (columns: readonly CheckedColumn[], name: string, span: Span): Lookup => {
  const index = columns.findIndex((column) => column.name === name)
  const column = columns[index]
  if (column !== undefined) return found({ kind: 'column', index, type: column.type, span })
  return name === 'payload' ? untypedColumn(name, span) : UNKNOWN
}

/** A stream as a rule reads it. `broken` names columns whose declaration has a finding already. */
export const streamPlace = (
  stream: CheckedStream,
  names: readonly string[],
  broken: ReadonlySet<string> = new Set(),
): Place => {
  const untyped = stream.columns.length === 0 && broken.size === 0
  return {
    names,
    called: stream.origin === 'quoted' ? 'the topic' : `stream \`${stream.name}\``,
    untyped,
    column: (name, span) =>
      broken.has(name)
        ? BROKEN
        : untyped
          ? untypedColumn(name, span)
          : typedColumn(stream.columns, name, span),
    columns: () => (untyped ? untypedColumns : stream.columns.map((column) => column.name)),
  }
}

/** Something that could not be checked: every name in it may be right. */
export const brokenPlace = (names: readonly string[]): Place => ({
  names,
  called: '',
  untyped: false,
  column: () => BROKEN,
  columns: () => [],
})
