import { durationText } from '../../types/duration.ts'
import { jsonText } from '../../types/json/write.ts'
import { timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Dialect, TableColumn } from '../sql/dialect.ts'
import { insertValues } from '../sql/statements.ts'
import type { SqlTable } from '../sql/target.ts'
import { verdict } from './verdict.ts'

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
      return isKey ? KEY_TEXT : 'longtext'
  }
}

/** DATETIME text in UTC; the session's zone is UTC too. */
const datetime = (ms: number): string => new Date(ms).toISOString().slice(0, 23).replace('T', ' ')

const numberText = (value: number, type: Type, { family }: TableColumn): string => {
  if (type.kind === 'TIMESTAMP') return family === 'time' ? datetime(value) : timestampText(value)
  return type.kind === 'DURATION' ? durationText(value) : String(value)
}

/** Numbers go as text, so that none passes through floating point. */
const bind = (value: Value, type: Type, column: TableColumn): unknown => {
  if (value == null) return null
  if (column.family === 'json') return jsonText(value, type)
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return numberText(value, type, column)
    case 'boolean':
      return column.family === 'text' ? String(value) : value ? '1' : '0'
    case 'bigint':
      return String(value)
    default:
      if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      return jsonText(value, type)
  }
}

/** Columns are set from left to right, so the one that decides comes last. */
const onDuplicate = ({ columns, key, newerBy }: SqlTable): string => {
  if (key.length === 0) return ''
  const others = columns.map((column) => column.name).filter((name) => !key.includes(name))
  const changed = others.length === 0 ? key : others
  if (newerBy !== undefined) {
    const guard = `${quote(newerBy)} IS NULL OR VALUES(${quote(newerBy)}) >= ${quote(newerBy)}`
    const inOrder = [...changed.filter((name) => name !== newerBy), newerBy]
    const set = inOrder.map((name) => `${quote(name)} = IF(${guard}, VALUES(${quote(name)}), ${quote(name)})`)
    return ` ON DUPLICATE KEY UPDATE ${set.join(', ')}`
  }
  return ` ON DUPLICATE KEY UPDATE ${changed.map((name) => `${quote(name)} = VALUES(${quote(name)})`).join(', ')}`
}

export const mysqlDialect: Dialect = {
  name: 'MariaDB',
  quote,
  // A prepared statement has at most 65,535 values; each number of rows is a statement of its own.
  rowsMax: (columnCount) => Math.max(1, Math.min(100, Math.floor(65_535 / columnCount))),
  insert: (target, _, rowCount) => insertValues(quote, target, rowCount) + onDuplicate(target),
  arrange: (rows) => rows.flat(),
  bind,
  valueProblem: () => undefined,
  columnType,
  tableSuffix: ' CHARACTER SET utf8mb4',
  verdict,
}
