import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresConnector } from '../../../src/connectors/postgres/index.ts'
import { need } from '../../servers/need.ts'
import { anyRows } from '../sql/any-text.ts'
import { columnsOf, sqlRig } from '../sql/sql-rig.ts'
import { edgeRows, everyColumn } from '../sql/values.ts'

const schema = `sink_${String(process.pid)}`
let client: pg.Client
let rig: ReturnType<typeof sqlRig>

beforeAll(async () => {
  const { url } = await need('postgres')
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE SCHEMA ${schema}`)
  await client.query(`SET search_path = ${schema}; SET TimeZone = 'UTC'`)
  rig = sqlRig(postgresConnector, { url })
})
afterAll(async () => {
  await client.query(`DROP SCHEMA ${schema} CASCADE`)
  await client.end()
})

const all = async (sql: string): Promise<readonly unknown[]> =>
  (await client.query<pg.QueryResultRow>(sql)).rows

test('every type arrives exactly in the table that explain shows', async () => {
  const one = { table: `${schema}.every`, columns: everyColumn, key: ['id'] }
  const create = postgresConnector.sink?.createStatement?.(rig.shapeOf(one)) ?? ''
  expect(create).toContain('PRIMARY KEY ("id")')
  await client.query(create)
  expect(await rig.write(one, ...edgeRows)).toEqual({ kind: 'written' })
  expect(
    await all(`SELECT id::text, flag, amount::text, reading, name, encode(raw, 'hex') AS raw, at, list::text,
      shape::text, anything::text FROM every ORDER BY id`),
  ).toEqual([
    {
      id: '1',
      flag: true,
      amount: '123456789012345678901234.567891',
      reading: 0.1,
      name: 'Grüße 😀 \'x\' \\ "y" {a,b} NULL \n\t\r',
      raw: Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('hex'),
      at: new Date(1_767_225_600_123),
      list: '[1, null, 9007199254740993]',
      shape: '{"n": {"x": [true, null]}, "a b": "it\'s", "😀": "\\\\"}',
      anything: '"plain"',
    },
    {
      id: '2',
      flag: false,
      amount: '-0.000001',
      reading: -1.7976931348623157e308,
      name: '',
      raw: '',
      at: new Date(0),
      list: '[]',
      shape: '{}',
      anything: '5',
    },
    {
      id: '3',
      flag: null,
      amount: null,
      reading: null,
      name: null,
      raw: null,
      at: null,
      list: null,
      shape: null,
      anything: null,
    },
    {
      id: '9223372036854775807',
      flag: true,
      amount: '0.000000',
      reading: 5e-324,
      name: 'NULL',
      raw: '0a0b0c0d0e0f10111213',
      at: new Date(-1),
      list: '[1]',
      shape: '{"a": 1}',
      anything: '[{"deep": "\\\\\\""}]',
    },
  ])
})

test('any text and any 64-bit number arrive as they are', async () => {
  await client.query('CREATE TABLE anything (id int PRIMARY KEY, number bigint, name text)')
  const rows = anyRows(500, { zero: false })
  const columns = columnsOf({ id: 'INTEGER', number: 'INTEGER', name: 'STRING' })
  expect(await rig.write({ table: `${schema}.anything`, columns }, ...rows)).toEqual({ kind: 'written' })
  const arrived = await all('SELECT id, number::text, name FROM anything ORDER BY id')
  expect(arrived).toEqual(rows.map(([id, number, name]) => ({ id, number: String(number as bigint), name })))
})

test('types of PostgreSQL that we have no word for', async () => {
  await client.query(`CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN small AS varchar(3);
    CREATE TABLE odd (u uuid, i inet, m mood, t text[], n int[], s small, c char(4), b bit(3), d date, v varchar(3))`)
  const columns = columnsOf({
    u: 'STRING',
    i: 'STRING',
    m: 'STRING',
    t: 'ARRAY',
    n: 'ARRAY',
    s: 'STRING',
    c: 'STRING',
    b: 'STRING',
    d: 'TIMESTAMP',
    v: 'STRING',
  })
  const one = { table: `${schema}.odd`, columns }
  const uuid = '0190b8a8-0000-7000-8000-000000000000'
  const good = [
    uuid,
    '10.0.0.1',
    'good',
    ['a,b', '"', '\\', 'NULL', null],
    [1, 2],
    'abc',
    'ab',
    '101',
    86_400_000,
    'abc',
  ]
  expect(await rig.write(one, good)).toEqual({ kind: 'written' })
  expect(await all('SELECT u, i, m, t, n, s, c, b, d::text, v FROM odd')).toEqual([
    {
      u: uuid,
      i: '10.0.0.1',
      m: 'good',
      t: ['a,b', '"', '\\', 'NULL', null],
      n: [1, 2],
      s: 'abc',
      c: 'ab  ',
      b: '101',
      d: '1970-01-02',
      v: 'abc',
    },
  ])
  const bad = (place: number, value: string) => good.map((one, k) => (k === place ? value : one))
  const letters = await rig.deliver(
    one,
    bad(0, 'x'),
    bad(2, 'fine'),
    bad(5, 'abcd'),
    bad(6, 'abcde'),
    bad(7, '1'),
    bad(9, 'abcd'),
  )
  expect(letters).toEqual([
    'invalid input syntax for type uuid: "x"',
    `invalid input value for enum ${schema}.mood: "fine"`,
    'value too long for type character varying(3)',
    'value too long for type character(4)',
    'bit string length 1 does not match type bit(3)',
    'value too long for type character varying(3)',
  ])
})

test('poison rows are rejected one by one, and all others are written', async () => {
  await client.query(
    'CREATE TABLE poison (id int PRIMARY KEY, name text NOT NULL, doc jsonb, at timestamptz)',
  )
  const columns = columnsOf({ id: 'INTEGER', name: 'STRING', doc: 'OBJECT', at: 'TIMESTAMP' })
  const good = Array.from({ length: 96 }, (_, i) => [i, `n${String(i)}`, { i }, 0])
  const poison = [
    [200, 'zero\u0000', {}, 0],
    [201, 'half \udc00', {}, 0],
    [202, 'nested zero', { a: '\u0000' }, 0],
    [203, 'nested half', { a: ['\ud800'] }, 0],
    [4_294_967_296, 'overflow', {}, 0],
    [5, 'twice', {}, 0],
    [204, null, {}, 0],
  ]
  const rows = [...good]
  poison.forEach((row, k) => rows.splice(10 + k * 12, 0, row as (typeof good)[0]))
  const letters = await rig.deliver({ table: `${schema}.poison`, columns }, ...rows)
  expect([...letters].sort()).toEqual([
    'column name: PostgreSQL takes no U+0000 in a text',
    'column name: the text is not valid Unicode',
    'duplicate key value violates unique constraint "poison_pkey"',
    'invalid input syntax for type json',
    'null value in column "name" of relation "poison" violates not-null constraint',
    'unsupported Unicode escape sequence',
    'value "4294967296" is out of range for type integer',
  ])
  expect(await all('SELECT count(*)::int AS n, sum(id)::int AS sum FROM poison')).toEqual([
    { n: 96, sum: (95 * 96) / 2 },
  ])
})

test('an upsert keeps the last row of a key, also when one batch has it twice', async () => {
  await client.query(
    'CREATE TABLE upsert (device text, branch text, cash bigint, PRIMARY KEY (device, branch))',
  )
  const one = {
    table: `${schema}.upsert`,
    columns: columnsOf({ device: 'STRING', branch: 'STRING', cash: 'INTEGER' }),
    key: ['branch', 'device'],
  }
  const rows = Array.from({ length: 300 }, (_, i) => [`d${String(i % 7)}`, `b${String(i % 3)}`, i])
  expect(await rig.deliver(one, ...rows)).toEqual([])
  expect(await rig.deliver(one, ['d0', 'b0', 1_000], ['d0', 'b0', 1_001])).toEqual([])
  const [row] = await all(
    "SELECT count(*)::int AS n, (SELECT cash::int FROM upsert WHERE device = 'd0' AND branch = 'b0') AS cash FROM upsert",
  )
  expect(row).toEqual({ n: 21, cash: 1_001 })
})

test('a batch of many rows and columns is one statement', async () => {
  const names = Array.from({ length: 40 }, (_, c) => `c${String(c)}`)
  await client.query(`CREATE TABLE wide (${names.map((name) => `${name} bigint`).join(', ')})`)
  const one = {
    table: `${schema}.wide`,
    columns: columnsOf(Object.fromEntries(names.map((name) => [name, 'INTEGER']))),
  }
  const rows = Array.from({ length: 5_000 }, (_, i) => names.map((_, c) => i * 40 + c))
  expect(await rig.write(one, ...rows)).toEqual({ kind: 'written' })
  expect(
    await all(
      'SELECT count(*)::int AS n, sum(c39)::text AS sum, count(DISTINCT xmin::text)::int AS statements FROM wide',
    ),
  ).toEqual([{ n: 5_000, sum: String(rows.reduce((sum, row) => sum + (row[39] ?? 0), 0)), statements: 1 }])
})

test('odd names are quoted', async () => {
  await client.query('CREATE TABLE "Odd ""name" ("a""b" int, "select" int, "Ü ü" int)')
  const columns = columnsOf({ 'a"b': 'INTEGER', select: 'INTEGER', 'Ü ü': 'INTEGER' })
  expect(await rig.write({ table: `${schema}.Odd "name`, columns }, [1, 2, 3])).toEqual({ kind: 'written' })
  expect(await all('SELECT * FROM "Odd ""name"')).toEqual([{ 'a"b': 1, select: 2, 'Ü ü': 3 }])
})

test('what does not fit the table is said at the start', async () => {
  await client.query(`CREATE TABLE fit (device text NOT NULL, cash bigint, at timestamptz DEFAULT now() NOT NULL,
    n bigint GENERATED ALWAYS AS (cash * 2) STORED, owner text NOT NULL)`)
  const messages = async (types: Parameters<typeof columnsOf>[0], key?: readonly string[], table = 'fit') => {
    const one = {
      table: `${schema}.${table}`,
      columns: columnsOf(types),
      ...(key === undefined ? {} : { key }),
    }
    const result = await rig.open(one)
    return result.kind === 'open'
      ? rig.warnings
      : [result.kind === 'fatal' ? `${result.slug}: ${result.message}` : '']
  }
  const text = `sink-misconfigured: table ${schema}.fit`
  expect(await messages({ devise: 'STRING', cash: 'INTEGER' })).toEqual([
    `${text} has no column devise; it has device, cash, at, n, owner; did you mean device?`,
  ])
  expect(await messages({ device: 'STRING', cash: 'INTEGER' })).toEqual([
    `${text} wants a value for owner, which the rule does not give`,
  ])
  expect(await messages({ device: 'STRING', owner: 'STRING', n: 'INTEGER' })).toEqual([
    `sink-misconfigured: column n of table ${schema}.fit is computed by the database and cannot be written`,
  ])
  expect(await messages({ device: 'STRING', owner: 'STRING' }, ['device'])).toEqual([
    `sink-misconfigured: an upsert by device needs a primary key or unique index on just that in table ${schema}.fit`,
  ])
  expect(await messages({ id: 'INTEGER' }, ['id'], 'none')).toEqual([
    `sink-misconfigured: there is no table ${schema}.none; it could be made by: CREATE TABLE "${schema}"."none" ( "id" bigint NOT NULL, PRIMARY KEY ("id") );`,
  ])
  expect(await messages({})).toEqual([
    'sink-misconfigured: the columns must be known before the rule runs: name them in SELECT instead of *',
  ])
  expect(await messages({ device: 'OBJECT', cash: 'STRING', at: 'INTEGER', owner: 'STRING' })).toEqual([
    'column cash is bigint and may not hold STRING: such rows will be rejected',
    'column at is timestamp with time zone and may not hold INTEGER: such rows will be rejected',
  ])
})

test('a partial or deferred index does not serve an upsert', async () => {
  await client.query(
    `CREATE TABLE partial (a int, b int UNIQUE DEFERRABLE); CREATE UNIQUE INDEX ON partial (a) WHERE a > 0`,
  )
  for (const key of ['a', 'b']) {
    const one = { table: `${schema}.partial`, columns: columnsOf({ a: 'INTEGER', b: 'INTEGER' }), key: [key] }
    expect(await rig.open(one)).toMatchObject({ kind: 'fatal' })
  }
})

test('a wrong password, database or permission needs an operator; a lock is waited for', async () => {
  const { url } = await need('postgres')
  const nowhere = sqlRig(postgresConnector, { url, database: 'nowhere' })
  expect(await nowhere.open({ table: 't', columns: columnsOf({ a: 'INTEGER' }) })).toEqual({
    kind: 'fatal',
    slug: 'sink-misconfigured',
    message: 'database "nowhere" does not exist',
  })
  await client.query('CREATE TABLE held (a int)')
  await client.query('BEGIN; LOCK TABLE held')
  const hasty = sqlRig(postgresConnector, { url, statement_timeout_ms: 200 })
  const one = { table: `${schema}.held`, columns: columnsOf({ a: 'INTEGER' }) }
  const result = await hasty.write(one, [1])
  await client.query('ROLLBACK')
  expect(result).toEqual({ kind: 'retry', message: 'canceling statement due to statement timeout' })
  expect(await hasty.write(one, [1])).toEqual({ kind: 'written' })
})
