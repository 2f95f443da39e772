import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Session } from '../sql/dialect.ts'
import { runTransaction } from '../sql/transaction.ts'

/** A connection to MariaDB or MySQL, as it stands in sluice.yaml. */
export const mysqlConnection = z.strictObject({
  url: z
    .string()
    .regex(/^(mysql|mariadb):\/\//, 'expected mysql://')
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

export type MysqlConnection = z.infer<typeof mysqlConnection>

const tlsOptions = (tls: MysqlConnection['tls']): object => {
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

/** Strict, so that a value that does not fit is refused and never cut; UTC, so that times are what they say. */
const SESSION =
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', time_zone = '+00:00'"

/** Connects once; rejects where the server cannot be reached or refuses us. */
export const openMysql = async (options: MysqlConnection): Promise<Session> => {
  const { createConnection } = await import('mysql2/promise')
  const connection = await createConnection({
    ...(options.url === undefined ? {} : { uri: options.url.replace(/^mariadb:/, 'mysql:') }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.password === undefined ? {} : { password: options.password }),
    connectTimeout: options.connect_timeout_ms,
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 200,
    ...tlsOptions(options.tls),
  })
  // A connection that breaks while it is idle shows at the next statement.
  connection.on('error', () => undefined)
  await connection.query(SESSION)
  return {
    columns: async (schema, table) => {
      const [rows] = await connection.execute(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? ORDER BY ordinal_position',
        [schema ?? null, table],
      )
      const names = (rows as { name: string }[]).map((row) => row.name)
      return names.length === 0 ? undefined : names
    },
    transaction: (statements) =>
      runTransaction(async (sql, values) => {
        if (values.length === 0) await connection.query({ sql, timeout: options.statement_timeout_ms })
        else await connection.execute({ sql, timeout: options.statement_timeout_ms }, values as string[])
      }, statements),
    close: () => connection.end(),
  }
}
