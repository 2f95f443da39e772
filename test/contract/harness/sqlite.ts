import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { sqliteConnector } from '../../../src/connectors/sqlite/index.ts'
import { targetOf } from '../batch-of.ts'
import { contractColumns, type ArrivedRow, type SinkHarness } from '../harness.ts'

export const sqliteHarness: SinkHarness = {
  entry: sqliteConnector,
  ordered: true,
  network: false,
  start: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-contract-'))
    const file = join(folder, 'contract.db')
    const database = new Database(file)
    let count = 0
    return {
      port: 0,
      connection: () => ({ file }),
      destination: async () => {
        const table = `t${String(++count)}`
        database.exec(
          `CREATE TABLE ${table} (id INTEGER NOT NULL CHECK (typeof(id) = 'integer'), name TEXT CHECK (name <> 'poison'))`,
        )
        return {
          shape: targetOf({ connector: 'sqlite', columns: contractColumns, constants: { table } }),
          read: async () =>
            database
              .prepare(`SELECT CAST(id AS TEXT) AS id, name FROM ${table} ORDER BY rowid`)
              .all() as ArrivedRow[],
        }
      },
      poison: [
        { what: 'a row against a constraint', row: { columns: { id: 1, name: 'poison' } } },
        { what: 'a lone surrogate', row: { columns: { id: 3, name: 'a\ud800b' } } },
        {
          what: 'an integer that overflows',
          row: { columns: { id: 9_223_372_036_854_775_808n, name: 'a' } },
        },
      ],
      stop: async () => {
        database.close()
        await rm(folder, { recursive: true })
      },
    }
  },
}
