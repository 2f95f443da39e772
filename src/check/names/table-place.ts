import type { Span } from '../../diagnostic/span.ts'
import type { CheckedTable } from '../checked/project.ts'
import { found, UNKNOWN, type Lookup, type Place } from './place.ts'

/** The row of a joined table; every column may be NULL where a LEFT JOIN finds none. */
export const tablePlace = (
  table: CheckedTable,
  names: readonly string[],
  join: number,
  kind: 'LEFT' | 'INNER',
): Place => ({
  names,
  called: `table \`${table.name}\``,
  untyped: false,
  column: (name: string, span: Span): Lookup => {
    const index = table.columns.findIndex((column) => column.name === name)
    const column = table.columns[index]
    if (column === undefined) return UNKNOWN
    const nullable = column.type.nullable || kind === 'LEFT'
    return found({ kind: 'joined', join, column: index, type: { ...column.type, nullable }, span })
  },
  columns: () => table.columns.map((column) => column.name),
})
