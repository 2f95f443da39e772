import { timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import { bindValue } from '../sql/bind.ts'
import type { Dialect, SqlVerdict } from '../sql/dialect.ts'

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

/** By SQLSTATE: data and constraints are about a row, connections and resources about the moment. */
const verdict = (error: unknown): SqlVerdict => {
  const { code } = error as { code?: string }
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return 'reconnect'
  const family = code.slice(0, 2)
  if (['22', '23', '54', '21', '44'].includes(family)) return 'refused'
  if (family === '40' || family === '53' || family === '55') return 'retry'
  if (family === '08' || family === '57') return 'reconnect'
  return ['28', '3D', '3F', '42'].includes(family) ? 'fatal' : 'retry'
}

export const postgresDialect: Dialect = {
  name: 'PostgreSQL',
  quote,
  placeholder: (k) => `$${String(k)}`,
  parametersMax: 65_535,
  rowsMax: 1_000,
  bind: (value, type) => bindValue(value, type, timestampText),
  upsert: (key, others) => {
    const conflict = `ON CONFLICT (${key.map(quote).join(', ')})`
    if (others.length === 0) return `${conflict} DO NOTHING`
    return `${conflict} DO UPDATE SET ${others.map((name) => `${quote(name)} = EXCLUDED.${quote(name)}`).join(', ')}`
  },
  columnType,
  verdict,
}
