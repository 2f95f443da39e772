import { durationText } from '../../types/duration.ts'
import { Decimal } from '../../types/decimal.ts'
import { jsonText } from '../../types/json/write.ts'
import { timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Dialect, SqlVerdict, TableColumn } from '../sql/dialect.ts'
import { insertValues, onConflict } from '../sql/statements.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const columnType = (type: Type): string => {
  switch (type.kind) {
    case 'BOOLEAN':
    case 'INTEGER':
      return 'INTEGER'
    case 'DOUBLE':
      return 'REAL'
    case 'BYTES':
      return 'BLOB'
    default:
      return 'TEXT'
  }
}

const refused = new Set(['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQLITE_RANGE'])
const passing = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_NOMEM',
  'SQLITE_CANTOPEN',
  'SQLITE_PROTOCOL',
  'SQLITE_SCHEMA',
  'SQLITE_INTERRUPT',
])

const verdict = (error: unknown): SqlVerdict => {
  const { code, message } = error as { code?: unknown; message?: unknown }
  const [, family = ''] = /^(SQLITE_[A-Z]+)/.exec(typeof code === 'string' ? code : '') ?? []
  if (refused.has(family)) return 'refused'
  if (passing.has(family)) return 'retry'
  // The client opens a file without a code for what went wrong.
  return typeof message === 'string' && /unable to open|locked|disk I\/O/i.test(message) ? 'retry' : 'fatal'
}

const bind = (value: Value, type: Type, { family }: TableColumn): unknown => {
  if (value == null) return null
  if (family === 'json') return jsonText(value, type)
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return value
    case 'boolean':
      return value ? 1n : 0n
    case 'number':
      if (type.kind === 'TIMESTAMP') return timestampText(value)
      if (type.kind === 'DURATION') return durationText(value)
      // A whole number is bound as INTEGER; a JavaScript number would become REAL.
      return type.kind !== 'DOUBLE' && Number.isSafeInteger(value) ? BigInt(value) : value
    default:
      if (value instanceof Decimal) return value.toString()
      if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      return jsonText(value, type)
  }
}

const isWide = (value: Value): boolean => typeof value === 'bigint' && BigInt.asIntN(64, value) !== value

/** Times are texts, of which one without milliseconds is shorter: they are compared as days. */
const orderOf = (sql: string, { kind }: Type): string => (kind === 'TIMESTAMP' ? `julianday(${sql})` : sql)

export const sqliteDialect: Dialect = {
  name: 'SQLite',
  quote,
  rowsMax: (columnCount) => Math.max(1, Math.min(200, Math.floor(32_000 / columnCount))),
  insert: (target, _, rowCount) => insertValues(quote, target, rowCount) + onConflict(quote, target, orderOf),
  arrange: (rows) => rows.flat(),
  bind,
  valueProblem: (value) => (isWide(value) ? 'the number does not fit 64 bits' : undefined),
  orderOf,
  columnType,
  tableSuffix: '',
  verdict,
}
