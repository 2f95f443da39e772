import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { mysqlDialect } from '../../../src/connectors/mysql/dialect.ts'
import { postgresDialect } from '../../../src/connectors/postgres/dialect.ts'
import { positionsStatement } from '../../../src/connectors/sql/positions.ts'
import type { SinkCell } from '../harness/experiment.ts'
import type { TestServer } from '../../servers/server.ts'
import { TcpProxy } from '../../servers/tcp-proxy.ts'
import type { Stage } from '../harness/stage.ts'
import { Arrivals } from '../parts/arrivals.ts'
import type { Receiver } from './receiver.ts'

export type SqlName = 'postgres' | 'mariadb'
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** A connection of its own for each question, since the server comes and goes. */
export const queryOf =
  (name: SqlName, url: string): Query =>
  async (sql) => {
    if (name === 'postgres') {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
      client.on('error', () => undefined)
      await client.connect()
      const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end())
      return rows
    }
    const connection = await createConnection({ uri: url, connectTimeout: 5_000 })
    connection.on('error', () => undefined)
    const [rows] = await connection.query(sql).finally(() => connection.end())
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []
  }

const positionsTable = (name: SqlName): string =>
  positionsStatement(name === 'postgres' ? postgresDialect : mysqlDialect, { schema: undefined })

export interface SqlReceiver extends Receiver {
  readonly server: TestServer
  /** Between the worker and the server; questions go past it. */
  readonly proxy: TcpProxy
  readonly query: Query
  readonly table: string
}

/** The cell of a table: with a key it takes upserts, without one it shows every repeat. */
const cellOf = (keyed: boolean, positioned: boolean): SinkCell => {
  if (positioned) return 'SQL, position in the same transaction'
  return keyed ? 'SQL upsert by a key from the payload' : 'SQL insert'
}

/** A table; `positioned`: without a key, and with the table of positions. */
export const sqlReceiver = async (
  stage: Stage,
  name: SqlName,
  options: {
    readonly keyed?: boolean
    readonly positioned?: boolean
    readonly columns?: string
    readonly settings?: Readonly<Record<string, unknown>>
  } = {},
): Promise<SqlReceiver> => {
  const {
    columns = 'n bigint NOT NULL, device varchar(40), kind varchar(40)',
    positioned = false,
    keyed = !positioned,
    settings = {},
  } = options
  const server = await stage.servers.get(name)
  const proxy = await new TcpProxy(server.port).start()
  stage.closing(() => proxy.stop())
  const query = queryOf(name, server.url)
  const table = stage.own(keyed ? 'copies' : 'lines')
  const id = keyed ? 'id varchar(40) PRIMARY KEY' : 'id varchar(40) NOT NULL'
  await query(`CREATE TABLE ${table} (${id}, ${columns})`)
  if (positioned) await query(positionsTable(name)).catch(() => undefined)
  const guarantee = positioned ? ", guarantee = 'effectively once'" : ''
  const connection = name === 'postgres' ? 'base' : 'maria'
  return {
    cell: cellOf(keyed, positioned),
    connection,
    options: {
      type: name === 'postgres' ? 'postgres' : 'mysql',
      url: server.url.replace(String(server.port), String(proxy.port)),
      ...settings,
    },
    target: `${connection} (table = '${table}'${keyed ? ', key = id' : ''}${guarantee})`,
    count: async () => Number((await query(`SELECT count(*) AS c FROM ${table}`))[0]?.['c'] ?? 0),
    arrivals: async () => {
      const arrivals = new Arrivals()
      const rows = await query(`SELECT id FROM ${table}`)
      // A table has no order.
      for (const id of rows.map((row) => Number(row['id'])).sort((a, b) => a - b)) arrivals.add(id)
      return arrivals
    },
    server,
    proxy,
    query,
    table,
  }
}
