import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqliteConnector } from '../../../src/connectors/sqlite/index.ts'
import { anyRows } from '../sql/any-text.ts'
import { columnsOf, sqlRig } from '../sql/sql-rig.ts'
import { edgeRows, everyColumn } from '../sql/values.ts'

let folder: string
let file: string
let database: Database.Database
let rig: ReturnType<typeof sqlRig>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-sqlite-'))
  file = join(folder, 'a.db')
  database = new Database(file)
  rig = sqlRig(sqliteConnector, { file })
})
afterAll(async () => {
  database.close()
  await rm(folder, { recursive: true })
})

const all = (sql: string): readonly unknown[] => database.prepare(sql).all()

test('every type arrives exactly in the table that explain shows', async () => {
  const one = { table: 'every', columns: everyColumn, key: ['id'] }
  database.exec(sqliteConnector.sink?.createStatement?.(rig.shapeOf(one)) ?? '')
  expect(await rig.write(one, ...edgeRows)).toEqual({ kind: 'written' })
  const [first, second, third, last] = all(
    'SELECT CAST(id AS text) AS id, flag, typeof(flag) AS kind, amount, reading, name, hex(raw) AS raw, typeof(raw) AS rawkind, at, list, shape, anything FROM every ORDER BY id',
  )
  expect(first).toEqual({
    id: '1',
    flag: 1,
    kind: 'integer',
    rawkind: 'blob',
    amount: '123456789012345678901234.567891',
    reading: 0.1,
    name: 'Grüße 😀 \'x\' \\ "y" {a,b} NULL \n\t\r',
    raw: Buffer.from(Array.from({ length: 256 }, (_, i) => i))
      .toString('hex')
      .toUpperCase(),
    at: '2026-01-01T00:00:00.123Z',
    list: '[1,null,9007199254740993]',
    shape: '{"a b":"it\'s","n":{"x":[true,null]},"😀":"\\\\"}',
    anything: 'plain',
  })
  expect(second).toMatchObject({
    flag: 0,
    amount: '-0.000001',
    name: '',
    raw: '',
    at: '1970-01-01T00:00:00Z',
  })
  expect(third).toMatchObject({ flag: null, kind: 'null', amount: null, rawkind: 'null', anything: null })
  expect(last).toMatchObject({ id: '9223372036854775807', reading: 5e-324, name: 'NULL' })
})

test('any text and any 64-bit number arrive as they are', async () => {
  database.exec('CREATE TABLE anything (id INTEGER PRIMARY KEY, number INTEGER, name TEXT)')
  const rows = anyRows(500, { zero: false })
  const columns = columnsOf({ id: 'INTEGER', number: 'INTEGER', name: 'STRING' })
  expect(await rig.write({ table: 'anything', columns }, ...rows)).toEqual({ kind: 'written' })
  const arrived = all('SELECT id, CAST(number AS text) AS number, name FROM anything ORDER BY id')
  expect(arrived).toEqual(rows.map(([id, number, name]) => ({ id, number: String(number as bigint), name })))
})

test('rows against constraints are rejected one by one, and all others are written', async () => {
  database.exec(
    `CREATE TABLE poison (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (length(name) < 9)) STRICT`,
  )
  const columns = columnsOf({ id: 'ANY', name: 'STRING' })
  const rows = [
    ...Array.from({ length: 60 }, (_, i) => [i, 'x']),
    ['text', 'x'],
    [5, 'twice'],
    [101, null],
    [102, 'far too long'],
    [103, 'half \ud800'],
    ...Array.from({ length: 60 }, (_, i) => [200 + i, 'x']),
  ]
  const letters = await rig.deliver({ table: 'poison', columns }, ...rows)
  expect(letters).toHaveLength(5)
  expect(all('SELECT count(*) AS n FROM poison')).toEqual([{ n: 120 }])
})

test('an upsert keeps the last row of a key', async () => {
  database.exec('CREATE TABLE upsert (device TEXT, branch TEXT, cash INTEGER, UNIQUE (device, branch))')
  const one = {
    table: 'upsert',
    columns: columnsOf({ device: 'STRING', branch: 'STRING', cash: 'INTEGER' }),
    key: ['branch', 'device'],
  }
  const rows = Array.from({ length: 300 }, (_, i) => [`d${String(i % 7)}`, `b${String(i % 3)}`, i])
  expect(await rig.deliver(one, ...rows)).toEqual([])
  expect(all('SELECT count(*) AS n, max(cash) AS cash FROM upsert')).toEqual([{ n: 21, cash: 299 }])
})

test('what does not fit the table is said at the start', async () => {
  database.exec(`CREATE TABLE fit (id INTEGER PRIMARY KEY NOT NULL, device TEXT NOT NULL, cash INTEGER,
    n INTEGER AS (cash * 2), owner TEXT NOT NULL)`)
  const message = async (types: Parameters<typeof columnsOf>[0], key?: readonly string[]) => {
    const result = await rig.open({
      table: 'fit',
      columns: columnsOf(types),
      ...(key === undefined ? {} : { key }),
    })
    return result.kind === 'fatal' ? result.message : result.kind
  }
  expect(await message({ device: 'STRING', owner: 'STRING' })).toBe('open')
  expect(await message({ device: 'STRING', owner: 'STRING', id: 'INTEGER' }, ['id'])).toBe('open')
  expect(await message({ owners: 'STRING' })).toBe(
    'table fit has no column owners; it has id, device, cash, n, owner; did you mean owner?',
  )
  expect(await message({ device: 'STRING' })).toBe(
    'table fit wants a value for owner, which the rule does not give',
  )
  expect(await message({ device: 'STRING', owner: 'STRING', n: 'INTEGER' })).toMatch(
    /computed by the database/,
  )
  expect(await message({ device: 'STRING', owner: 'STRING' }, ['device'])).toMatch(
    /needs a primary key or unique index/,
  )
})

test('a file that another process holds is waited for, without holding up this one', async () => {
  database.exec('CREATE TABLE held (a INTEGER)')
  const other = new Database(file)
  other.exec('BEGIN IMMEDIATE')
  const one = { table: 'held', columns: columnsOf({ a: 'INTEGER' }) }
  const began = performance.now()
  expect(await rig.write(one, [1])).toMatchObject({ kind: 'retry' })
  expect(performance.now() - began).toBeLessThan(2_000)
  other.exec('COMMIT')
  other.close()
  expect(await rig.write(one, [1])).toEqual({ kind: 'written' })
})

test('a folder that is not there is waited for', async () => {
  const lost = sqlRig(sqliteConnector, { file: join(folder, 'none', 'a.db') })
  expect(await lost.open({ table: 't', columns: columnsOf({ a: 'INTEGER' }) })).toMatchObject({
    kind: 'retry',
  })
})
