import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { sqliteConnector } from '../../../src/connectors/sqlite/index.ts'
import type { TableHarness } from '../table-harness.ts'

export const sqliteHarness: TableHarness = {
  entry: sqliteConnector,
  network: false,
  fetches: true,
  start: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-table-'))
    const file = join(folder, 'tables.db')
    const database = new Database(file)
    database.exec(
      'CREATE TABLE rooms (name TEXT, branch TEXT, room INTEGER, amount TEXT, open INTEGER, since TEXT, PRIMARY KEY (branch, room))',
    )
    return {
      port: 0,
      connection: () => ({ file }),
      endpoint: `table = 'rooms'`,
      fill: async (rows) => {
        database.exec('BEGIN')
        database.exec('DELETE FROM rooms')
        for (const { branch, room, name, amount, open, since } of rows)
          database
            .prepare('INSERT INTO rooms (branch, room, name, amount, open, since) VALUES (?, ?, ?, ?, ?, ?)')
            .run(branch, room, name, amount, open === null ? null : open ? 1n : 0n, since)
        database.exec('COMMIT')
      },
      stop: async () => {
        database.close()
        await rm(folder, { recursive: true })
      },
    }
  },
}
