import { timestampText } from '../../types/timestamp.ts'
import { durationText } from '../../types/duration.ts'
import { jsonText } from '../../types/json/write.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Dialect, TableColumn } from '../sql/dialect.ts'
import type { SqlReading } from '../sql/table.ts'
import { onConflict, quotedColumns, quotedTable } from '../sql/statements.ts'
import { arrayText } from './array-text.ts'
import { verdict } from './verdict.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const columnType = (type: Type): string => {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'boolean'
    case 'INTEGER':
      return 'bigint'
    case 'DOUBLE':
      return 'double precision'
    case 'DECIMAL':
      return type.precision === undefined
        ? 'numeric'
        : `numeric(${String(type.precision)}, ${String(type.scale ?? 0)})`
    case 'TIMESTAMP':
      return 'timestamptz'
    case 'BYTES':
      return 'bytea'
    case 'ARRAY':
    case 'OBJECT':
    case 'ANY':
      return 'jsonb'
    case 'STRING':
    case 'DURATION':
    case 'NULL':
      return 'text'
  }
}

const bytesText = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`

/** Every value goes as text, as the server reads it without loss: numbers with all digits, bytes as hex. */
const bind = (value: Value, type: Type, { family }: TableColumn): string | null => {
  if (value == null) return null
  if (family === 'json') return jsonText(value, type)
  switch (typeof value) {
    case 'string':
      return family === 'bytes' ? bytesText(Buffer.from(value)) : value
    case 'number':
      if (type.kind === 'TIMESTAMP') return timestampText(value)
      return type.kind === 'DURATION' ? durationText(value) : String(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    default:
      if (value instanceof Uint8Array) return bytesText(value)
      if (family === 'array' && Array.isArray(value)) return arrayText(value as readonly Value[], type)
      return jsonText(value, type)
  }
}

/**
 * Texts are assigned to text columns as they are, so that a length is checked and never cut; other columns are cast
 * to their type without its length or precision.
 */
const castOf = ({ family, type }: TableColumn): string => (family === 'text' ? '' : `::${type}`)

/** All columns are read as the text that the server writes; arrays as JSON, since their own text has no types. */
export const postgresReading: SqlReading = {
  get dialect() {
    return postgresDialect
  },
  select: (quoted, { family }) => (family === 'array' ? `to_jsonb(${quoted})::text` : `${quoted}::text`),
  where: (quoted, columns) => {
    const names = columns.map((_, c) => `c${String(c)}`)
    const values = columns.map((column, c) => `v.${names[c] ?? ''}${castOf(column)}`).join(', ')
    const arrays = columns.map((_, c) => `$${String(c + 1)}::text[]`).join(', ')
    return `(${quoted.join(', ')}) IN (SELECT ${values} FROM unnest(${arrays}) AS v(${names.join(', ')}))`
  },
}

export const postgresDialect: Dialect = {
  name: 'PostgreSQL',
  quote,
  numbered: true,
  // One array per column: one statement for any number of rows, far below the limit of 65,535 values.
  rowsMax: () => 100_000,
  insert: (target, columns) => {
    const names = columns.map((_, c) => `c${String(c)}`)
    const values = columns.map((column, c) => `v.${names[c] ?? ''}${castOf(column)}`).join(', ')
    const arrays = columns.map((_, c) => `$${String(c + 1)}::text[]`).join(', ')
    return `INSERT INTO ${quotedTable(quote, target)} (${quotedColumns(quote, target)}) SELECT ${values} FROM unnest(${arrays}) AS v(${names.join(', ')})${onConflict(quote, target)}`
  },
  arrange: (rows) => (rows[0] ?? []).map((_, c) => arrayText(rows.map((row) => row[c] as string | null))),
  bind,
  valueProblem: (value) =>
    typeof value === 'string' && value.includes('\u0000')
      ? 'PostgreSQL takes no U+0000 in a text'
      : undefined,
  columnType,
  tableSuffix: '',
  verdict,
}
