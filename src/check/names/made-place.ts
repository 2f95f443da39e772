import type { Span } from '../../diagnostic/span.ts'
import type { Type } from '../../types/type.ts'
import { found, UNKNOWN, type Lookup, type Place } from './place.ts'

/** Columns that a clause makes, as `window_start`; `*` leaves them out. */
export const madePlace = (called: string, columns: ReadonlyMap<string, Type>): Place => ({
  names: [],
  called,
  untyped: false,
  column: (name: string, span: Span): Lookup => {
    const type = columns.get(name)
    return type === undefined
      ? UNKNOWN
      : found({ kind: 'stateful', what: 'column', name, operands: [], type, span })
  },
  columns: () => [],
})
