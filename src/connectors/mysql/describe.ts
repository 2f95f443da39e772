import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { ColumnFamily, TableColumn, TableShape } from '../sql/dialect.ts'

interface ColumnRow extends RowDataPacket {
  readonly name: string
  readonly kind: string
  readonly type: string
  readonly nullable: 'YES' | 'NO'
  readonly fallback: string | null
  readonly extra: string
  readonly generation: string | null
  readonly scale: number | null
  readonly precision: number | null
  readonly characters: string | null
}

const COLUMNS = `
  SELECT column_name AS name, data_type AS kind, column_type AS type, is_nullable AS nullable,
    column_default AS fallback, extra AS extra, generation_expression AS generation, numeric_scale AS scale,
    datetime_precision AS \`precision\`, character_set_name AS characters
  FROM information_schema.columns
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? ORDER BY ordinal_position`

const UNIQUE_KEYS = `
  SELECT index_name AS name, column_name AS \`column\`, sub_part AS part
  FROM information_schema.statistics
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND non_unique = 0`

const ENGINE = `
  SELECT engine AS engine FROM information_schema.tables
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?`

/** MariaDB's JSON is a long text with this check. */
const JSON_CHECKS = `
  SELECT check_clause AS clause FROM information_schema.check_constraints
  WHERE constraint_schema = COALESCE(?, DATABASE()) AND table_name = ?`

const families: Readonly<Record<ColumnFamily, readonly string[]>> = {
  boolean: [],
  integer: ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'year'],
  number: ['float', 'double', 'decimal'],
  text: ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set'],
  bytes: ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'],
  time: ['date', 'datetime', 'timestamp'],
  json: ['json'],
  array: [],
  other: [],
}

const familyOf = (kind: string): ColumnFamily => {
  for (const [family, kinds] of Object.entries(families))
    if (kinds.includes(kind)) return family as ColumnFamily
  return 'other'
}

const cautionOf = ({ kind, precision, characters }: ColumnRow): string | undefined => {
  if (familyOf(kind) === 'time' && (precision ?? 0) < 3)
    return `keeps ${String(precision ?? 0)} digits of a second, and TIMESTAMP has 3`
  if (characters?.startsWith('utf8') === true && characters !== 'utf8mb4')
    return `is ${characters}, which takes no character beyond U+FFFF, such as an emoji: use utf8mb4`
  return undefined
}

const columnOf = (row: ColumnRow, jsonColumns: ReadonlySet<string>): TableColumn => {
  const caution = cautionOf(row)
  const isComputed = row.generation !== null && row.generation !== ''
  return {
    name: row.name,
    type: row.type,
    family: jsonColumns.has(row.name) ? 'json' : familyOf(row.kind),
    required:
      row.nullable === 'NO' && row.fallback === null && !isComputed && !/auto_increment/i.test(row.extra),
    generated: isComputed,
    ...(caution === undefined ? {} : { caution }),
    ...(row.kind === 'decimal' && row.scale !== null ? { scale: row.scale } : {}),
  }
}

const uniqueKeysOf = (rows: readonly RowDataPacket[]): readonly (readonly string[])[] => {
  const keys = new Map<string, string[]>()
  const partial = new Set<string>()
  for (const { name, column, part } of rows as {
    name: string
    column: string | null
    part: number | null
  }[]) {
    if (column === null || part !== null) partial.add(name)
    else keys.set(name, [...(keys.get(name) ?? []), column])
  }
  return [...keys].filter(([name]) => !partial.has(name)).map(([, columns]) => columns)
}

/** What the database says about a table; undefined where there is none. */
export const describeTable = async (
  connection: Connection,
  schema: string | undefined,
  table: string,
  isMariadb: boolean,
): Promise<TableShape | undefined> => {
  const ask = async <T extends RowDataPacket>(sql: string): Promise<readonly T[]> => {
    const [rows] = await connection.execute<T[]>(sql, [schema ?? null, table])
    return rows
  }
  const columns = await ask<ColumnRow>(COLUMNS)
  if (columns.length === 0) return undefined
  const checks = isMariadb ? await ask(JSON_CHECKS) : []
  const jsonColumns = new Set(
    checks.flatMap(({ clause }) => /^json_valid\(`(.*)`\)$/.exec(String(clause))?.[1] ?? []),
  )
  const [status] = await ask(ENGINE)
  const engine = String(status?.['engine'] ?? 'InnoDB')
  return {
    columns: columns.map((row) => columnOf(row, jsonColumns)),
    uniqueKeys: uniqueKeysOf(await ask(UNIQUE_KEYS)),
    ...(engine === 'InnoDB'
      ? {}
      : {
          caution: `is kept by ${engine}: without transactions rows of a failed batch can be written twice`,
        }),
  }
}
