import { timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import { bindValue } from '../sql/bind.ts'
import type { Dialect, SqlVerdict } from '../sql/dialect.ts'

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
])

const verdict = (error: unknown): SqlVerdict => {
  const { code } = error as { code?: string }
  const [, family = ''] = /^(SQLITE_[A-Z]+)/.exec(code ?? '') ?? []
  if (refused.has(family)) return 'refused'
  return passing.has(family) ? 'retry' : 'fatal'
}

export const sqliteDialect: Dialect = {
  name: 'SQLite',
  quote,
  placeholder: () => '?',
  parametersMax: 32_000,
  rowsMax: 200,
  bind: (value, type) => {
    if (typeof value === 'boolean') return value ? 1n : 0n
    if (typeof value === 'bigint') return value
    // A whole number is bound as INTEGER; a JavaScript number would become REAL.
    if (
      typeof value === 'number' &&
      type.kind !== 'DOUBLE' &&
      type.kind !== 'TIMESTAMP' &&
      Number.isSafeInteger(value)
    )
      return BigInt(value)
    return bindValue(value, type, timestampText)
  },
  upsert: (key, others) => {
    const conflict = `ON CONFLICT (${key.map(quote).join(', ')})`
    if (others.length === 0) return `${conflict} DO NOTHING`
    return `${conflict} DO UPDATE SET ${others.map((name) => `${quote(name)} = excluded.${quote(name)}`).join(', ')}`
  },
  columnType,
  verdict,
}
