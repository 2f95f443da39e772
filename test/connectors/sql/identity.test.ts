import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mysqlConnector } from '../../../src/connectors/mysql/index.ts'
import { openMysql } from '../../../src/connectors/mysql/session.ts'
import { postgresConnector } from '../../../src/connectors/postgres/index.ts'
import { openPostgres } from '../../../src/connectors/postgres/session.ts'
import type { Session } from '../../../src/connectors/sql/dialect.ts'
import { columnProblems } from '../../../src/connectors/sql/target.ts'
import { sqliteConnector } from '../../../src/connectors/sqlite/index.ts'
import { openSqlite } from '../../../src/connectors/sqlite/session.ts'
import { need } from '../../servers/need.ts'
import { columnsOf, sqlRig, type SqlCase } from './sql-rig.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-sql-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Database {
  readonly rig: ReturnType<typeof sqlRig>
  readonly entry: typeof sqliteConnector
  readonly session: Session
}

const databases: Readonly<Record<string, () => Promise<Database>>> = {
  PostgreSQL: async () => {
    const { url } = await need('postgres')
    const options = postgresConnector.connection.parse({ url })
    return {
      entry: postgresConnector,
      rig: sqlRig(postgresConnector, { url }),
      session: await openPostgres(options as never),
    }
  },
  MariaDB: async () => {
    const { url } = await need('mariadb')
    const options = mysqlConnector.connection.parse({ url })
    return {
      entry: mysqlConnector,
      rig: sqlRig(mysqlConnector, { url }),
      session: await openMysql(options as never),
    }
  },
  SQLite: async () => {
    const file = join(folder, 'identity.db')
    return {
      entry: sqliteConnector,
      rig: sqlRig(sqliteConnector, { file }),
      session: await openSqlite(file, 50),
    }
  },
}

const run = async (session: Session, sql: string): Promise<void> =>
  session.transaction([{ sql: sql.replace(/;$/, ''), values: [] }])

const create = async ({ entry, rig, session }: Database, one: SqlCase): Promise<void> => {
  await run(session, `DROP TABLE IF EXISTS ${one.table}`)
  await run(session, entry.sink?.createStatement?.(rig.shapeOf(one)) ?? '')
}

const columns = columnsOf({ k: 'STRING', v: 'INTEGER', at: { kind: 'TIMESTAMP', nullable: false } })

describe.each(Object.keys(databases))('%s', { timeout: 60_000 }, (name) => {
  test('newer_by: an upsert never replaces a row by an older one, and does by one of the same time', async () => {
    const database = await databases[name]!()
    const { rig, session } = database
    const table = `newer_${String(process.pid)}`
    const one = { table, columns, key: ['k'], more: { newer_by: ['at'] } }
    await create(database, one)
    const write = async (...rows: readonly (readonly [string, number, number])[]): Promise<void> =>
      expect(await rig.write(one, ...rows)).toEqual({ kind: 'written' })
    const read = async (): Promise<unknown> =>
      (await session.select(`SELECT k, v FROM ${table} ORDER BY k`, [])).map(([k, v]) => [
        String(k),
        Number(String(v)),
      ])
    await write(['a', 1, 1_000], ['b', 1, 5_000])
    await write(['a', 2, 2_000], ['b', 2, 4_999])
    expect(await read()).toEqual([
      ['a', 2],
      ['b', 1],
    ])
    await write(['b', 3, 5_000], ['a', 3, 1_999], ['c', 1, 0])
    expect(await read()).toEqual([
      ['a', 2],
      ['b', 3],
      ['c', 1],
    ])
    // A second without milliseconds is shorter as a text, and not later.
    await write(['c', 2, 5_500])
    await write(['c', 3, 5_000])
    expect(await read()).toContainEqual(['c', 2])
    await run(session, `DROP TABLE ${table}`)
    await session.close()
  })

  test('id_column: the output id is written, and a repeat of the write makes no second row', async () => {
    const database = await databases[name]!()
    const { rig, session } = database
    const table = `ids_${String(process.pid)}`
    const one = { table, columns, more: { id_column: 'sluice_id' } }
    await create(database, one)
    const rows = [
      ['a', 1, 1_000],
      ['a', 1, 1_000],
    ] as const
    for (const _ of [1, 2]) expect(await rig.write(one, ...rows)).toEqual({ kind: 'written' })
    const found = await session.select(`SELECT k, sluice_id FROM ${table}`, [])
    expect(found).toHaveLength(2)
    expect(new Set(found.map(([, id]) => String(id))).size).toBe(2)
    for (const [, id] of found) expect(String(id)).toMatch(/^[0-9a-f]{24}-[0-9a-z]+-0$/)
    await run(session, `DROP TABLE ${table}`)
    await session.close()
  })
})

test('newer_by and id_column are checked before any server is asked', () => {
  const problems = (constants: Parameters<typeof columnProblems>[1]): readonly string[] =>
    columnProblems(columns, { table: 't', ...constants })
  expect(problems({ key: ['k'], newer_by: ['at'] })).toEqual([])
  expect(problems({ newer_by: ['at'] })[0]).toMatch(/needs a key/)
  expect(problems({ key: ['k'], newer_by: ['v'] })[0]).toMatch(/may be NULL/)
  expect(problems({ key: ['at'], newer_by: ['at'] })[0]).toMatch(/part of the key/)
  expect(problems({ key: ['v'], newer_by: ['k'] })[0]).toMatch(/it takes a TIMESTAMP or a number/)
  expect(problems({ key: ['k'], newer_by: ['x'] })[0]).toMatch(/not a column of the output/)
  expect(problems({ id_column: 'k' })[0]).toMatch(/k is a column of the output and of the output id/)
})
