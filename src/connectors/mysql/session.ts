import type { RowDataPacket } from 'mysql2/promise'
import { databaseAddress, databaseConnection, type DatabaseConnection } from '../sql/address.ts'
import type { Session } from '../sql/dialect.ts'
import { runTransaction } from '../sql/transaction.ts'
import { describeTable } from './describe.ts'
import { scan, select } from './reads.ts'

/** A connection to MariaDB or MySQL, as it stands in sluice.yaml. */
export const mysqlConnection = databaseConnection(['mysql', 'mariadb'])

/** Strict, so that a value that does not fit is refused and never cut; UTC, so that times are what they say. */
const SESSION =
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', time_zone = '+00:00', autocommit = 1"

/** What a statement needs beside its values. */
const STATEMENT_OVERHEAD_BYTES = 65_536

/** The client leaves what is under way without an answer when it is destroyed: `dropped` rejects then. */
const dropping = (): { readonly drop: () => void; readonly dropped: Promise<never> } => {
  let drop = (): void => undefined
  const dropped = new Promise<never>((_, reject) => {
    drop = () => {
      reject(new Error('the connection was dropped'))
    }
  })
  dropped.catch(() => undefined)
  return { drop: () => drop(), dropped }
}

/** Connects once; rejects where the server cannot be reached or refuses us. */
export const openMysql = async (options: DatabaseConnection): Promise<Session> => {
  const { createConnection } = await import('mysql2/promise')
  const { ssl, user, password, database, ...address } = databaseAddress(options, 3_306)
  const timeout = options.statement_timeout_ms
  const connection = await createConnection({
    ...address,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    // The client checks the name in the certificate only when it is told to.
    ...(ssl === undefined ? {} : { ssl: { ...ssl, verifyIdentity: true } }),
    connectTimeout: options.connect_timeout_ms,
    charset: 'UTF8MB4_BIN',
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 200,
    infileStreamFactory: () => {
      throw new Error('the server asked for a file')
    },
  })
  // A connection that breaks while it is idle shows at the next statement.
  connection.on('error', () => undefined)
  const { drop, dropped } = dropping()
  const destroy = (): void => {
    connection.destroy()
    drop()
  }
  try {
    await connection.query({ sql: SESSION, timeout })
    const [rows] = await connection.query<RowDataPacket[]>({
      sql: 'SELECT @@max_allowed_packet AS packet, VERSION() AS version',
      timeout,
    })
    const { packet, version } = rows[0] as { packet: number; version: string }
    return {
      statementBytesMax: Math.max(1_024, Number(packet) - STATEMENT_OVERHEAD_BYTES),
      describe: (schema, table) => describeTable(connection, schema, table, /mariadb/i.test(version)),
      transaction: (statements) =>
        runTransaction(async (sql, values) => {
          const running =
            values.length === 0
              ? connection.query({ sql, timeout })
              : connection.execute({ sql, timeout }, values as string[])
          const [result] = await Promise.race([running, dropped])
          return (result as { affectedRows?: number }).affectedRows ?? 0
        }, statements),
      scan: (sql) => scan(connection, sql),
      select: (sql, values) => Promise.race([select(connection, sql, values, timeout), dropped]),
      close: () => connection.end(),
      destroy,
    }
  } catch (error) {
    destroy()
    throw error
  }
}
