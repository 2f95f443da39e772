import { createConnection, type Connection } from 'mysql2/promise'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mysqlConnector } from '../../../src/connectors/mysql/index.ts'
import { need } from '../../servers/need.ts'
import { anyRows } from '../sql/any-text.ts'
import { columnsOf, sqlRig } from '../sql/sql-rig.ts'
import { edgeRows, everyColumn } from '../sql/values.ts'

const schema = `sink_${String(process.pid)}`
let client: Connection
let rig: ReturnType<typeof sqlRig>

beforeAll(async () => {
  const { url } = await need('mariadb')
  client = await createConnection({ uri: url, charset: 'utf8mb4', multipleStatements: true })
  await client.query(`CREATE DATABASE ${schema}; USE ${schema}; SET time_zone = '+00:00'`)
  rig = sqlRig(mysqlConnector, { url, database: schema })
})
afterAll(async () => {
  await client.query(`DROP DATABASE ${schema}`)
  await client.end()
})

const all = async (sql: string): Promise<readonly unknown[]> => {
  const [rows] = await client.query({ sql, dateStrings: true })
  return rows as readonly unknown[]
}

test('every type arrives exactly in the table that explain shows', async () => {
  const one = { table: 'every', columns: everyColumn, key: ['id'] }
  await client.query(mysqlConnector.sink?.createStatement?.(rig.shapeOf(one)) ?? '')
  expect(await rig.write(one, ...edgeRows)).toEqual({ kind: 'written' })
  expect(rig.warnings).toEqual([])
  const [first, second, third, last] = await all(
    'SELECT CAST(id AS char) AS id, flag, CAST(amount AS char) AS amount, reading, name, hex(raw) AS raw, at, CONCAT(list) AS list, CONCAT(shape) AS shape, CONCAT(anything) AS anything FROM every ORDER BY id',
  )
  expect(first).toEqual({
    id: '1',
    flag: 1,
    amount: '123456789012345678901234.567891',
    reading: 0.1,
    name: 'Grüße 😀 \'x\' \\ "y" {a,b} NULL \n\t\r',
    raw: Buffer.from(Array.from({ length: 256 }, (_, i) => i))
      .toString('hex')
      .toUpperCase(),
    at: '2026-01-01 00:00:00.123',
    list: '[1,null,9007199254740993]',
    shape: '{"a b":"it\'s","n":{"x":[true,null]},"😀":"\\\\"}',
    anything: '"plain"',
  })
  expect(second).toMatchObject({
    amount: '-0.000001',
    reading: -1.7976931348623157e308,
    name: '',
    raw: '',
    at: '1970-01-01 00:00:00.000',
    anything: '5',
  })
  expect(third).toMatchObject({
    id: '3',
    flag: null,
    amount: null,
    raw: null,
    at: null,
    list: null,
    anything: null,
  })
  expect(last).toMatchObject({
    id: '9223372036854775807',
    reading: 5e-324,
    name: 'NULL',
    at: '1969-12-31 23:59:59.999',
    list: '[1]',
  })
})

test('any text and any 64-bit number arrive as they are', async () => {
  await client.query(
    'CREATE TABLE anything (id int PRIMARY KEY, number bigint, name longtext) CHARACTER SET utf8mb4',
  )
  const rows = anyRows(500, { zero: true })
  const columns = columnsOf({ id: 'INTEGER', number: 'INTEGER', name: 'STRING' })
  expect(await rig.write({ table: 'anything', columns }, ...rows)).toEqual({ kind: 'written' })
  const arrived = await all('SELECT id, CAST(number AS char) AS number, name FROM anything ORDER BY id')
  expect(arrived).toEqual(rows.map(([id, number, name]) => ({ id, number: String(number as bigint), name })))
})

test('poison rows are rejected one by one, and all others are written', async () => {
  await client.query(`CREATE TABLE poison (id int PRIMARY KEY, name varchar(8) NOT NULL, doc json, mood enum('good', 'bad'), old varchar(8) CHARACTER SET utf8mb3, CHECK (id <> 13));
    CREATE TRIGGER guard BEFORE INSERT ON poison FOR EACH ROW BEGIN IF NEW.id = 14 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not fourteen'; END IF; END`)
  const columns = columnsOf({ id: 'INTEGER', name: 'STRING', doc: 'ANY', mood: 'STRING', old: 'STRING' })
  const good = Array.from({ length: 90 }, (_, i) => [100 + i, `n${String(i)}`, { i }, 'good', 'x'])
  const poison = [
    [4_294_967_296, 'overflow', 1, 'good', 'x'],
    [13, 'check', 1, 'good', 'x'],
    [14, 'trigger', 1, 'good', 'x'],
    [15, 'far too long', 1, 'good', 'x'],
    [16, 'half \udc00', 1, 'good', 'x'],
    [17, 'enum', 1, 'fine', 'x'],
    [18, 'utf8mb3', 1, 'good', '😀'],
    [105, 'twice', 1, 'good', 'x'],
    [20, null, 1, 'good', 'x'],
  ]
  const rows = [...good]
  poison.forEach((row, k) => rows.splice(15 + k * 9, 0, row as (typeof good)[0]))
  const letters = await rig.deliver({ table: 'poison', columns }, ...rows)
  expect([...letters].sort()).toEqual([
    `CONSTRAINT \`CONSTRAINT_1\` failed for \`${schema}\`.\`poison\``,
    "Column 'name' cannot be null",
    "Data too long for column 'name' at row 1",
    "Data truncated for column 'mood' at row 1",
    "Duplicate entry '105' for key 'PRIMARY'",
    `Incorrect string value: '\\xF0\\x9F\\x98\\x80' for column \`${schema}\`.\`poison\`.\`old\` at row 1`,
    "Out of range value for column 'id' at row 1",
    'column name: the text is not valid Unicode',
    'not fourteen',
  ])
  expect(await all('SELECT count(*) AS n FROM poison')).toEqual([{ n: 90 }])
})

test('an upsert keeps the last row of a key, also when one batch has it twice', async () => {
  await client.query(
    'CREATE TABLE upsert (device varchar(20), branch varchar(20), cash bigint, PRIMARY KEY (device, branch))',
  )
  const one = {
    table: `${schema}.upsert`,
    columns: columnsOf({ device: 'STRING', branch: 'STRING', cash: 'INTEGER' }),
    key: ['branch', 'device'],
  }
  const rows = Array.from({ length: 300 }, (_, i) => [`d${String(i % 7)}`, `b${String(i % 3)}`, i])
  expect(await rig.deliver(one, ...rows)).toEqual([])
  expect(await rig.deliver(one, ['d0', 'b0', 1_000], ['D0', 'b0', 1_001])).toEqual([])
  expect(await all('SELECT count(*) AS n, max(cash) AS cash FROM upsert')).toEqual([{ n: 21, cash: 1_001 }])
})

test('a batch larger than a packet is split, and a row larger than one is rejected', async () => {
  await client.query('CREATE TABLE big (id int, name longtext)')
  const [limit] = (await all('SELECT @@max_allowed_packet AS packet')) as { packet: number }[]
  const packet = limit?.packet ?? 0
  const one = { table: 'big', columns: columnsOf({ id: 'INTEGER', name: 'STRING' }) }
  const third = 'x'.repeat(Math.floor(packet / 3))
  const result = await rig.write(
    one,
    [1, third],
    [2, third],
    [3, 'x'.repeat(packet)],
    [4, third],
    [5, 'small'],
  )
  expect(result).toEqual({
    kind: 'rejected',
    rows: [{ index: 2, slug: 'row-too-large', message: 'larger than the server takes' }],
  })
  expect(await all('SELECT id, length(name) AS size FROM big ORDER BY id')).toEqual([
    { id: 1, size: third.length },
    { id: 2, size: third.length },
    { id: 4, size: third.length },
    { id: 5, size: 5 },
  ])
})

test('odd names are quoted', async () => {
  await client.query('CREATE TABLE `Odd ``name` (`a``b` int, `select` int, `Ü ü` int)')
  const columns = columnsOf({ 'a`b': 'INTEGER', select: 'INTEGER', 'Ü ü': 'INTEGER' })
  expect(await rig.write({ table: 'Odd `name', columns }, [1, 2, 3])).toEqual({ kind: 'written' })
  expect(await all('SELECT * FROM `Odd ``name`')).toEqual([{ 'a`b': 1, select: 2, 'Ü ü': 3 }])
})

test('what does not fit the table is said at the start', async () => {
  await client.query(`CREATE TABLE fit (id int AUTO_INCREMENT PRIMARY KEY, device varchar(20) NOT NULL, cash bigint,
    n bigint AS (cash * 2) STORED, owner text NOT NULL, at datetime NOT NULL DEFAULT now(), old varchar(9) CHARACTER SET utf8mb3, price decimal(9, 2)) ENGINE = MyISAM`)
  const messages = async (types: Parameters<typeof columnsOf>[0], key?: readonly string[]) => {
    const one = { table: 'fit', columns: columnsOf(types), ...(key === undefined ? {} : { key }) }
    const result = await rig.open(one)
    return result.kind === 'open' ? rig.warnings : [result.kind === 'fatal' ? result.message : '']
  }
  expect(await messages({ devise: 'STRING' })).toEqual([
    'table fit has no column devise; it has id, device, cash, n, owner, at, old, price; did you mean device?',
  ])
  expect(await messages({ device: 'STRING' })).toEqual([
    'table fit wants a value for owner, which the rule does not give',
  ])
  expect(await messages({ device: 'STRING', owner: 'STRING', n: 'INTEGER' })).toEqual([
    'column n of table fit is computed by the database and cannot be written',
  ])
  expect(await messages({ device: 'STRING', owner: 'STRING' }, ['device'])).toEqual([
    'an upsert by device needs a primary key or unique index on just that in table fit',
  ])
  const decimal = { kind: 'DECIMAL', nullable: true, precision: 9, scale: 4 } as const
  expect(
    await messages({
      device: 'STRING',
      owner: 'STRING',
      cash: 'STRING',
      at: 'TIMESTAMP',
      old: 'STRING',
      price: decimal,
    }),
  ).toEqual([
    'column cash is bigint(20) and may not hold STRING: such rows will be rejected',
    'column at keeps 0 digits of a second, and TIMESTAMP has 3',
    'column old is utf8mb3, which takes no character beyond U+FFFF, such as an emoji: use utf8mb4',
    'column price is decimal(9,2) and rounds to 2 digits behind the point',
    'table fit is kept by MyISAM: without transactions rows of a failed batch can be written twice',
  ])
})

test('a wrong database or permission needs an operator; a lock is waited for', async () => {
  const { url } = await need('mariadb')
  const one = { table: 'held', columns: columnsOf({ a: 'INTEGER' }) }
  expect(await sqlRig(mysqlConnector, { url, database: 'nowhere' }).open(one)).toMatchObject({
    kind: 'fatal',
    message: "Unknown database 'nowhere'",
  })
  expect(await sqlRig(mysqlConnector, { url, user: 'nobody', password: 'x' }).open(one)).toMatchObject({
    kind: 'fatal',
  })
  await client.query('CREATE TABLE held (a int); LOCK TABLES held WRITE')
  const hasty = sqlRig(mysqlConnector, { url, database: schema, statement_timeout_ms: 200 })
  const result = await hasty.write(one, [1])
  await client.query('UNLOCK TABLES')
  expect(['retry', 'reconnect', 'unknown']).toContain(result.kind)
  expect(await hasty.write(one, [2])).toEqual({ kind: 'written' })
})
