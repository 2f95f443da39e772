import pg from 'pg'
import { postgresConnector } from '../../../src/connectors/postgres/index.ts'
import { need } from '../../servers/need.ts'
import type { TableHarness } from '../table-harness.ts'

export const postgresHarness: TableHarness = {
  entry: postgresConnector,
  network: true,
  fetches: true,
  start: async () => {
    const server = await need('postgres')
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const schema = `tables_${String(process.pid)}`
    await client.query(`CREATE SCHEMA ${schema}`)
    await client.query(
      `CREATE TABLE ${schema}.rooms (name text, branch varchar(40), room bigint, amount numeric, open boolean, since timestamptz, PRIMARY KEY (branch, room))`,
    )
    return {
      port: server.port,
      connection: (port = server.port) => ({
        url: server.url.replace(`:${String(server.port)}/`, `:${String(port)}/`),
        connect_timeout_ms: 500,
        statement_timeout_ms: 2_000,
      }),
      endpoint: `table = '${schema}.rooms'`,
      fill: async (rows) => {
        await client.query('BEGIN')
        await client.query(`DELETE FROM ${schema}.rooms`)
        for (const { branch, room, name, amount, open, since } of rows)
          await client.query(
            `INSERT INTO ${schema}.rooms (branch, room, name, amount, open, since) VALUES ($1, $2, $3, $4, $5, $6)`,
            [branch, String(room), name, amount, open, since],
          )
        await client.query('COMMIT')
      },
      stop: async () => {
        await client.query(`DROP SCHEMA ${schema} CASCADE`)
        await client.end()
      },
    }
  },
}
