import pg from 'pg'
import { postgresConnector } from '../../../src/connectors/postgres/index.ts'
import { need } from '../../servers/need.ts'
import { targetOf } from '../batch-of.ts'
import { contractColumns, type SinkHarness } from '../harness.ts'

export const postgresHarness: SinkHarness = {
  entry: postgresConnector,
  ordered: true,
  network: true,
  start: async () => {
    const server = await need('postgres')
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const schema = `contract_${String(process.pid)}`
    await client.query(`CREATE SCHEMA ${schema}`)
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
          `CREATE TABLE ${schema}.${table} (seq bigserial, id bigint NOT NULL, name text CHECK (name <> 'poison'))`,
        )
        return {
          shape: targetOf({
            connector: 'postgres',
            columns: contractColumns,
            constants: { table: `${schema}.${table}` },
          }),
          read: async () => {
            const { rows } = await client.query<{ id: string; name: string | null }>(
              `SELECT id::text, name FROM ${schema}.${table} ORDER BY seq`,
            )
            return rows
          },
        }
      },
      poison: [
        { what: 'a row against a constraint', row: { columns: { id: 1, name: 'poison' } } },
        { what: 'a text with U+0000', row: { columns: { id: 2, name: 'a\u0000b' } } },
        { what: 'a lone surrogate', row: { columns: { id: 3, name: 'a\ud800b' } } },
        {
          what: 'an integer that overflows',
          row: { columns: { id: 9_223_372_036_854_775_808n, name: 'a' } },
        },
      ],
      stop: async () => {
        await client.query(`DROP SCHEMA ${schema} CASCADE`)
        await client.end()
      },
    }
  },
}
