import type { Type } from '../../types/type.ts'
import { bindValue } from '../sql/bind.ts'
import type { Dialect, SqlVerdict } from '../sql/dialect.ts'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** A text key needs a length; 191 characters of utf8mb4 fit every index. */
const KEY_TEXT = 'varchar(191)'

const columnType = (type: Type, isKey: boolean): string => {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'boolean'
    case 'INTEGER':
      return 'bigint'
    case 'DOUBLE':
      return 'double'
    case 'DECIMAL':
      return `decimal(${String(type.precision ?? 65)}, ${String(type.scale ?? 10)})`
    case 'TIMESTAMP':
      return 'datetime(3)'
    case 'BYTES':
      return isKey ? 'varbinary(255)' : 'longblob'
    case 'ARRAY':
    case 'OBJECT':
    case 'ANY':
      return 'json'
    case 'STRING':
    case 'DURATION':
    case 'NULL':
      return isKey ? KEY_TEXT : 'text'
  }
}

/** Numbers of server errors that are about configuration: no database, table or column, or no permission. */
const misconfigured = new Set([1044, 1045, 1049, 1054, 1142, 1143, 1146, 1064, 1698])
/** Deadlock, lock wait, too many connections, disk full, read-only. */
const passing = new Set([1205, 1213, 1040, 1021, 1114, 1290, 1836])
/** Server shutdown, killed connection. */
const gone = new Set([1053, 1927, 1317, 1152, 1158, 1159, 1160, 1161])

const verdict = (error: unknown): SqlVerdict => {
  const { errno, sqlState } = error as { errno?: number; sqlState?: string }
  if (errno === undefined || sqlState === undefined || errno < 1_000) return 'reconnect'
  if (gone.has(errno) || sqlState.startsWith('08')) return 'reconnect'
  if (misconfigured.has(errno)) return 'fatal'
  return passing.has(errno) || sqlState.startsWith('40') ? 'retry' : 'refused'
}

/** DATETIME text in UTC; the session's zone is UTC too. */
const datetime = (ms: number): string => new Date(ms).toISOString().slice(0, 23).replace('T', ' ')

export const mysqlDialect: Dialect = {
  name: 'MariaDB',
  quote,
  placeholder: () => '?',
  parametersMax: 65_535,
  rowsMax: 100,
  bind: (value, type) => bindValue(value, type, datetime),
  upsert: (key, others) => {
    const columns = others.length === 0 ? key : others
    return `ON DUPLICATE KEY UPDATE ${columns.map((name) => `${quote(name)} = VALUES(${quote(name)})`).join(', ')}`
  },
  columnType,
  verdict,
}
