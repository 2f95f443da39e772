import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Session } from '../sql/dialect.ts'
import { runTransaction } from '../sql/transaction.ts'

/** A connection to PostgreSQL, as it stands in sluice.yaml. */
export const postgresConnection = z.strictObject({
  url: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://')
    .optional(),
  host: z.string().optional(),
  port: z.int().min(1).max(65_535).optional(),
  database: z.string().optional(),
  user: z.string().optional(),
  password: z.string().optional(),
  connect_timeout_ms: z.int().positive().default(5_000),
  statement_timeout_ms: z.int().positive().default(30_000),
  tls: z
    .strictObject({
      ca_file: z.string().optional(),
      cert_file: z.string().optional(),
      key_file: z.string().optional(),
    })
    .optional(),
})

export type PostgresConnection = z.infer<typeof postgresConnection>

const tlsOptions = (tls: PostgresConnection['tls']): object => {
  if (tls === undefined) return {}
  const file = (path: string | undefined, name: string): object =>
    path === undefined ? {} : { [name]: readFileSync(path) }
  return {
    ssl: {
      rejectUnauthorized: true,
      ...file(tls.ca_file, 'ca'),
      ...file(tls.cert_file, 'cert'),
      ...file(tls.key_file, 'key'),
    },
  }
}

/** Connects once; rejects where the server cannot be reached or refuses us. */
export const openPostgres = async (options: PostgresConnection): Promise<Session> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    ...(options.url === undefined ? {} : { connectionString: options.url }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.password === undefined ? {} : { password: options.password }),
    connectionTimeoutMillis: options.connect_timeout_ms,
    statement_timeout: options.statement_timeout_ms,
    // The server cannot enforce its limit when the network is gone.
    query_timeout: options.statement_timeout_ms + 5_000,
    application_name: 'sluice',
    ...tlsOptions(options.tls),
  })
  // A connection that breaks while it is idle shows at the next statement.
  client.on('error', () => undefined)
  await client.connect()
  return {
    columns: async (schema, table) => {
      const { rows } = await client.query<{ column_name: string }>(
        `SELECT a.attname AS column_name FROM pg_attribute a
         WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
        [
          (schema === undefined ? [table] : [schema, table])
            .map((name) => `"${name.replaceAll('"', '""')}"`)
            .join('.'),
        ],
      )
      return rows.length === 0 ? undefined : rows.map((row) => row.column_name)
    },
    transaction: (statements) =>
      runTransaction(async (sql, values) => {
        await client.query(sql, values as unknown[])
      }, statements),
    close: () => client.end(),
  }
}
