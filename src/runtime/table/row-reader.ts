import type { TableShape } from '../../codegen/program.ts'
import { keyOf, type KeyOf, type TableKey } from '../../stream/table-key.ts'
import type { TableInput, TableRow } from '../../stream/table.ts'
import { RecordError } from '../../types/record-error.ts'
import { jsonText } from '../../types/json/write.ts'
import type { Value } from '../../types/value.ts'

/** A row with its key, or what is wrong with it. */
export type ReadRow =
  | { readonly kind: 'row'; readonly key: TableKey; readonly row: TableRow }
  | { readonly kind: 'bad'; readonly problem: string }

const NAMED_MAX = 100

/** Checks what a connector has read, and finds its key. */
export class RowReader {
  private readonly shape: TableShape
  private readonly keyOf: KeyOf

  constructor(shape: TableShape) {
    this.shape = shape
    this.keyOf = keyOf(shape.keyTypes)
  }

  read(input: TableInput): ReadRow {
    try {
      const row = this.shape.decode(input)
      const key = this.keyOf(this.shape.primaryKey.map((column) => row[column]))
      if (key !== undefined) return { kind: 'row', key, row }
      return { kind: 'bad', problem: `row ${this.named(input.value)}: its key can match nothing` }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      const about = error.path === undefined ? '' : `${error.path}: `
      return { kind: 'bad', problem: `row ${this.named(input.value)}: ${about}${error.message}` }
    }
  }

  /** A row by the members that make its key, as they were read. */
  private named(value: Value): string {
    if (typeof value !== 'object' || value === null) return jsonText(value).slice(0, NAMED_MAX)
    const members = this.shape.primaryKey.flatMap((at) => {
      const { source } = this.shape.columns[at] ?? { source: undefined }
      const one = source === undefined ? undefined : (value as Readonly<Record<string, Value>>)[source]
      return source === undefined ? [] : [`${source} = ${jsonText(one ?? null)}`]
    })
    return members.join(', ').slice(0, NAMED_MAX)
  }
}
