import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedColumn, CheckedStream } from '../../check/checked/project.ts'
import type { SlotTree } from './slot-tree.ts'

/**
 * Where a declared column lives after decoding. `span`: its bytes in the payload were checked, its value is read
 * from them where it is needed. `stored`: its value was computed and kept for the batch.
 */
export type ColumnPlace =
  | { readonly kind: 'span'; readonly path: readonly string[]; readonly column: CheckedColumn }
  | { readonly kind: 'stored'; readonly column: CheckedColumn }

/** How the records of one stream are laid out for its rules. */
export interface StreamLayout {
  readonly stream: CheckedStream
  readonly slots: SlotTree
  readonly columns: readonly ColumnPlace[]
  /** The payload is JSON text that is read in place; else it was decoded to a value (`x.values[j]`). */
  readonly inPlace: boolean
}

/** Can this column's bytes stay where they are? Only a plain member of the payload can. */
export const placeOf = (column: CheckedColumn, inPlace: boolean): ColumnPlace => {
  const { read } = column
  const path = inPlace ? plainPath(read) : undefined
  return path === undefined ? { kind: 'stored', column } : { kind: 'span', path, column }
}

const plainPath = (read: Checked): readonly string[] | undefined => {
  if (read.kind === 'payload') return read.path
  if (read.kind !== 'read' || read.format !== undefined) return undefined
  // Elements of a known type are checked one by one, which a look at the bytes does not do.
  const { element } = read.type
  if (element !== undefined && element.kind !== 'ANY') return undefined
  return read.operand.kind === 'payload' ? read.operand.path : undefined
}

/**
 * The path in the payload that an expression reads unchanged, or undefined: a payload read, a column that stays in
 * place without a default, or a member of one of these.
 */
export const payloadPath = (layout: StreamLayout, expression: Checked): readonly string[] | undefined => {
  if (!layout.inPlace) return undefined
  switch (expression.kind) {
    case 'payload':
      return expression.path
    case 'column': {
      const place = layout.columns[expression.index]
      return place?.kind === 'span' && place.column.default === undefined ? place.path : undefined
    }
    case 'field': {
      const kind = expression.target.type.kind
      if (kind !== 'ANY' && kind !== 'OBJECT') return undefined
      const target = payloadPath(layout, expression.target)
      return target === undefined ? undefined : [...target, expression.name]
    }
    default:
      return undefined
  }
}
