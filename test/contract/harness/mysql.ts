import { createConnection } from 'mysql2/promise'
import { mysqlConnector } from '../../../src/connectors/mysql/index.ts'
import { need } from '../../servers/need.ts'
import { targetOf } from '../batch-of.ts'
import { contractColumns, type ArrivedRow, type SinkHarness } from '../harness.ts'

export const mysqlHarness: SinkHarness = {
  entry: mysqlConnector,
  ordered: true,
  network: true,
  start: async () => {
    const server = await need('mariadb')
    const client = await createConnection({ uri: server.url, charset: 'utf8mb4' })
    const schema = `contract_${String(process.pid)}`
    await client.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`)
    let count = 0
    return {
      port: server.port,
      connection: (port = server.port) => ({
        url: server.url.replace(`:${String(server.port)}/`, `:${String(port)}/`),
        connect_timeout_ms: 500,
        statement_timeout_ms: 1_000,
      }),
      destination: async () => {
        const table = `t${String(++count)}`
        await client.query(
          `CREATE TABLE ${schema}.${table} (seq bigint AUTO_INCREMENT PRIMARY KEY, id bigint NOT NULL, name text CHECK (name <> 'poison'))`,
        )
        return {
          shape: targetOf({
            connector: 'mysql',
            columns: contractColumns,
            constants: { table: `${schema}.${table}` },
          }),
          read: async () => {
            const [rows] = await client.query(
              `SELECT CAST(id AS char) AS id, name FROM ${schema}.${table} ORDER BY seq`,
            )
            return rows as ArrivedRow[]
          },
        }
      },
      poison: [
        { what: 'a row against a constraint', row: { columns: { id: 1, name: 'poison' } } },
        { what: 'a lone surrogate', row: { columns: { id: 3, name: 'a\ud800b' } } },
        {
          what: 'an integer that overflows',
          row: { columns: { id: 9_223_372_036_854_775_808n, name: 'a' } },
        },
        { what: 'a text that is too long', row: { columns: { id: 4, name: 'x'.repeat(70_000) } } },
      ],
      stop: async () => {
        await client.query(`DROP DATABASE ${schema}`)
        await client.end()
      },
    }
  },
}
