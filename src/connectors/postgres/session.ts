import type { Client, CustomTypesConfig } from 'pg'
import type { ColumnFamily, Session, TableShape } from '../sql/dialect.ts'
import { databaseAddress, databaseConnection, type DatabaseConnection } from '../sql/address.ts'
import { runTransaction } from '../sql/transaction.ts'

/** A connection to PostgreSQL, as it stands in sluice.yaml. */
export const postgresConnection = databaseConnection(['postgres', 'postgresql'])

/** A domain counts as the type below it: a cast to the domain itself would cut a text that is too long. */
const COLUMNS = `
  SELECT a.attname AS name, format_type(b.oid, NULL) AS type, b.typcategory AS category, b.typname AS base,
    a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND t.typdefault IS NULL AS required,
    a.attgenerated <> '' OR a.attidentity = 'a' AS generated,
    CASE WHEN b.typname = 'numeric' AND a.atttypmod >= 4 THEN (a.atttypmod - 4) & 65535 END AS scale
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  CROSS JOIN LATERAL (
    WITH RECURSIVE below AS (
      SELECT t.oid, t.typbasetype
      UNION ALL
      SELECT o.oid, o.typbasetype FROM below JOIN pg_type o ON o.oid = below.typbasetype
    )
    SELECT p.* FROM below JOIN pg_type p USING (oid) WHERE below.typbasetype = 0
  ) AS b
  WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`

const UNIQUE_KEYS = `
  SELECT array_agg(a.attname::text) AS names
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1])
  WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indimmediate AND i.indisvalid
    AND i.indpred IS NULL AND i.indexprs IS NULL
  GROUP BY i.indexrelid`

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly category: string
  readonly base: string
  readonly required: boolean
  readonly generated: boolean
  readonly scale: number | null
}

const families: Readonly<Record<string, ColumnFamily>> = {
  bool: 'boolean',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
  bytea: 'bytes',
  json: 'json',
  jsonb: 'json',
  bpchar: 'text',
  varchar: 'text',
  text: 'text',
}

const familyOf = ({ base, category }: ColumnRow): ColumnFamily =>
  families[base] ?? (category === 'A' ? 'array' : category === 'D' ? 'time' : 'other')

/** A cast to `bit` without a length would cut all but one. */
const castType = ({ base, type }: ColumnRow): string => (base === 'bit' ? 'bit varying' : type)

const describe = async (client: Client, name: string): Promise<TableShape | undefined> => {
  const { rows: columns } = await client.query<ColumnRow>(COLUMNS, [name])
  if (columns.length === 0) return undefined
  const { rows: keys } = await client.query<{ names: readonly string[] }>(UNIQUE_KEYS, [name])
  return {
    columns: columns.map((column) => ({
      name: column.name,
      type: castType(column),
      family: familyOf(column),
      required: column.required,
      generated: column.generated,
      ...(column.scale === null ? {} : { scale: column.scale }),
    })),
    uniqueKeys: keys.map(({ names }) => names),
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Every value stays the text that the server wrote. */
const asText = { getTypeParser: () => (text: unknown) => text } as CustomTypesConfig

const SCAN_ROWS = 2_000

const scan = async function* (client: Client, sql: string): AsyncIterable<readonly (readonly unknown[])[]> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`DECLARE sluice_scan NO SCROLL CURSOR FOR ${sql}`)
  for (;;) {
    const text = `FETCH ${String(SCAN_ROWS)} FROM sluice_scan`
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array', types: asText })
    if (rows.length === 0) break
    yield rows
  }
  await client.query('COMMIT')
}

/** Connects once; rejects where the server cannot be reached or refuses us. */
export const openPostgres = async (options: DatabaseConnection): Promise<Session> => {
  const { default: pg } = await import('pg')
  const { host, port, user, password, database, ssl } = databaseAddress(options, 5_432)
  const client = new pg.Client({
    host,
    port,
    ...(user === undefined ? {} : { user }),
    // An empty one keeps the client from looking into files of its own.
    password: password ?? '',
    ...(database === undefined ? {} : { database }),
    ssl: ssl ?? false,
    keepAlive: true,
    connectionTimeoutMillis: options.connect_timeout_ms,
    statement_timeout: options.statement_timeout_ms,
    // The server cannot enforce its limit when the network is gone.
    query_timeout: options.statement_timeout_ms + 1_000,
    application_name: 'sluice',
  })
  // A connection that breaks while it is idle shows at the next statement.
  client.on('error', () => undefined)
  const destroy = (): void => {
    const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
    connection.stream.destroy()
  }
  try {
    await client.connect()
    // Ours alone, whatever the role or the database says.
    await client.query(
      "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET TimeZone = 'UTC'; SET IntervalStyle = 'iso_8601'; SET DateStyle = 'ISO'",
    )
  } catch (error) {
    destroy()
    throw error
  }
  return {
    describe: (schema, table) =>
      describe(client, (schema === undefined ? [table] : [schema, table]).map(quote).join('.')),
    transaction: (statements) =>
      runTransaction(async (sql, values) => {
        const { rowCount } = await client.query(sql, values as unknown[])
        return rowCount ?? 0
      }, statements),
    scan: (sql) => scan(client, sql),
    select: async (sql, values) => {
      const { rows } = await client.query<unknown[]>({
        text: sql,
        values: [...values],
        rowMode: 'array',
        types: asText,
      })
      return rows
    },
    close: () => client.end(),
    destroy,
  }
}
