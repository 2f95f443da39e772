import { createConnection } from 'mysql2/promise'
import { mysqlConnector } from '../../../src/connectors/mysql/index.ts'
import { need } from '../../servers/need.ts'
import type { TableHarness } from '../table-harness.ts'

export const mysqlHarness: TableHarness = {
  entry: mysqlConnector,
  network: true,
  fetches: true,
  start: async () => {
    const server = await need('mariadb')
    const client = await createConnection({ uri: server.url, charset: 'utf8mb4' })
    const schema = `tables_${String(process.pid)}`
    await client.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`)
    await client.query(
      `CREATE TABLE ${schema}.rooms (name text, branch varchar(40), room bigint, amount decimal(40, 3), open boolean, since datetime(3), PRIMARY KEY (branch, room))`,
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
            `INSERT INTO ${schema}.rooms (branch, room, name, amount, open, since) VALUES (?, ?, ?, ?, ?, ?)`,
            [branch, String(room), name, amount, open, since?.replace('T', ' ').replace('Z', '') ?? null],
          )
        await client.query('COMMIT')
      },
      stop: async () => {
        await client.query(`DROP DATABASE ${schema}`)
        await client.end()
      },
    }
  },
}
