import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { redisConnector } from '../../../src/connectors/redis/index.ts'
import type { OpenResult, Sink } from '../../../src/stream/sink.ts'
import { Decimal } from '../../../src/types/decimal.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, targetOf, type TestRow } from '../../contract/batch-of.ts'
import { quietLog } from '../../contract/lane-rig.ts'
import { startServer, type TestServer } from '../../servers/server.ts'
import { freePort } from '../../servers/shell.ts'
import { columnsOf } from '../sql/sql-rig.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-redis-'))
const columns = columnsOf({ id: 'INTEGER', name: 'STRING', amount: 'DECIMAL' })
const never = new AbortController().signal
let server: TestServer
let tlsPort: number
let client: Redis

beforeAll(async () => {
  const file = (name: string): string => join(folder, name)
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=redis', '-days', '2',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', file('key.pem'), '-out', file('cert.pem')], { stdio: 'pipe' }) // prettier-ignore
  tlsPort = await freePort()
  const tls = ['--tls-port', String(tlsPort), '--tls-cert-file', file('cert.pem')]
  const auth = [
    '--tls-key-file',
    file('key.pem'),
    '--tls-ca-cert-file',
    file('cert.pem'),
    '--tls-auth-clients',
    'no',
  ]
  server = await startServer('redis', { folder: file('server'), settings: [...tls, ...auth] })
  client = new Redis(server.url)
  await client.call('ACL', 'SETUSER', 'worker', 'on', '>secret', '~ours:*', '+@all', '-flushall')
})
afterAll(async () => {
  client.disconnect()
  await server.stop()
})

const sinkOf = (settings: Readonly<Record<string, unknown>> = {}): Sink => {
  const options = redisConnector.connection.parse({ url: server.url, ...settings }) as Readonly<
    Record<string, unknown>
  >
  const sink = redisConnector.sink?.create('cache', options, targetOf({ connector: 'redis', columns }))
  if (sink === undefined) throw new Error('no sink')
  return sink
}

const openAt = async (settings: Readonly<Record<string, unknown>>): Promise<OpenResult> => {
  const sink = sinkOf(settings)
  const result = await sink.open({ clock: systemClock, log: quietLog, signal: never })
  await sink.close()
  return result
}

const write = async (
  constants: Readonly<Record<string, Value>>,
  rows: readonly TestRow[],
  settings: Readonly<Record<string, unknown>> = {},
) => {
  const sink = sinkOf(settings)
  await sink.open({ clock: systemClock, log: quietLog, signal: never })
  const perRow = [...new Set(rows.flatMap((row) => Object.keys(row.options ?? {})))]
  const result = await sink.write(
    batchOf(targetOf({ connector: 'redis', columns, constants, perRow }), rows),
    never,
  )
  await sink.close()
  return result
}

const one: TestRow = { columns: { id: 9_007_199_254_740_993n, name: 'Zoë', amount: Decimal.parse('1.50') } }
const bare: TestRow = { columns: { id: 1, name: null, amount: null } }
const encoded = '{"id":9007199254740993,"name":"Zoë","amount":1.50}'
const done = { kind: 'written' }

test('SET writes the row, with a time to live', async () => {
  expect(await write({ command: 'SET', key: 'set', ttl: 60_000 }, [bare, one])).toEqual(done)
  expect(await client.get('set')).toBe(encoded)
  expect(await client.pttl('set')).toBeGreaterThan(50_000)
  await write({ command: 'EXPIRE', key: 'set', ttl: 3_600_000 }, [one])
  expect(await client.pttl('set')).toBeGreaterThan(3_000_000)
  await write({ command: 'DEL', key: 'set' }, [one])
  expect(await client.exists('set')).toBe(0)
})

test('HSET writes columns as fields, or the row as one', async () => {
  expect(await write({ command: 'HSET', key: 'hash', ttl: 60_000 }, [one, bare])).toEqual(done)
  expect(await client.hgetall('hash')).toEqual({ id: '1', name: 'Zoë', amount: '1.50' })
  expect(await client.pttl('hash')).toBeGreaterThan(50_000)
  await write({ command: 'HSET', key: 'by_id' }, [{ ...one, options: { field: 'a' } }])
  expect(await client.hgetall('by_id')).toEqual({ a: encoded })
})

test('lists are cut at their end', async () => {
  const rows = [1, 2, 3].map((id) => ({ columns: { id, name: null, amount: null } }))
  const ids = async (key: string): Promise<readonly number[]> =>
    (await client.lrange(key, 0, -1)).map((text) => (JSON.parse(text) as { id: number }).id)
  await write({ command: 'LPUSH', key: 'left', max_length: 2 }, rows)
  await write({ command: 'RPUSH', key: 'right', max_length: 2 }, rows)
  expect([await ids('left'), await ids('right')]).toEqual([
    [3, 2],
    [2, 3],
  ])
})

test('sets, sorted sets, streams and channels', async () => {
  const heard = client.duplicate()
  const messages: string[] = []
  heard.on('message', (channel, text) => messages.push(`${String(channel)} ${String(text)}`))
  await heard.subscribe('news')
  await write({ command: 'SADD', key: 'members' }, [one, one])
  await write({ command: 'ZADD', key: 'ranked' }, [{ ...one, options: { score: 2.5 } }])
  await write({ command: 'XADD', key: 'entries', max_length: 1_000 }, [one, bare])
  await write({ command: 'PUBLISH', key: 'news' }, [one])
  expect(await client.smembers('members')).toEqual([encoded])
  expect(await client.zrange('ranked', '0', '-1', 'WITHSCORES')).toEqual([encoded, '2.5'])
  const entries = (await client.xrange('entries', '-', '+')).map(([, fields]) => fields)
  expect(entries).toEqual([
    ['id', '9007199254740993', 'name', 'Zoë', 'amount', '1.50'],
    ['id', '1'],
  ])
  await heard.ping()
  expect(messages).toEqual([`news ${encoded}`])
  heard.disconnect()
})

test('arguments in order, bytes as they are', async () => {
  const args = ['plain', 'n', 9_007_199_254_740_993n, 'raw', Buffer.from([0, 255]), 'list', [1, null]]
  await write({ command: 'HSET' }, [{ ...bare, options: { args } }])
  expect(await client.hgetallBuffer('plain')).toEqual({
    n: Buffer.from('9007199254740993'),
    raw: Buffer.from([0, 255]),
    list: Buffer.from('[1,null]'),
  })
})

test('a refused row is named, and neither its key nor its neighbours suffer', async () => {
  await client.set('other', 'kept')
  const rows = ['list', 'other', 'list'].map((key) => ({ ...one, options: { key } }))
  expect(await write({ command: 'RPUSH', ttl: 60_000 }, rows)).toEqual({
    kind: 'rejected',
    rows: [{ index: 1, slug: 'row-refused', message: expect.stringContaining('WRONGTYPE') as string }],
  })
  expect(await client.llen('list')).toBe(2)
  expect(await client.pttl('other')).toBe(-1)
})

test('where memory is full, the rows from there on wait, and those ahead are not written again', async () => {
  const sink = sinkOf()
  await sink.open({ clock: systemClock, log: quietLog, signal: never })
  const rows = ['a', 'b', 'c'].map((name) => ({
    columns: { id: 1, name, amount: null },
    options: { args: name === 'b' ? ['full', 'x'.repeat(200_000)] : ['queue', name] },
  }))
  const target = targetOf({ connector: 'redis', columns, constants: { command: 'RPUSH' }, perRow: ['args'] })
  const batch = batchOf(target, rows)
  await client.config('SET', 'maxmemory', '1')
  expect(await sink.write(batch, never)).toMatchObject({ kind: 'retry', message: /^OOM/ })
  await client.config('SET', 'maxmemory', '0')
  expect(await sink.write(batch, never)).toEqual(done)
  await sink.close()
  expect(await client.lrange('queue', 0, -1)).toEqual(['a', 'c'])
})

test('user, password and database', async () => {
  const worker = { username: 'worker', password: 'secret' }
  expect(await openAt(worker)).toEqual({ kind: 'open' })
  expect(await openAt({ ...worker, password: 'wrong' })).toMatchObject({
    kind: 'fatal',
    slug: 'sink-misconfigured',
  })
  expect(await openAt({ database: 99 })).toMatchObject({ kind: 'fatal' })
  await write({ command: 'SET', key: 'in:2' }, [one], { url: `${server.url}/2` })
  expect(await client.exists('in:2')).toBe(0)
  const second = client.duplicate({ db: 2 })
  expect(await second.get('in:2')).toBe(encoded)
  second.disconnect()
  const rows = ['ours:1', 'theirs:1'].map((key) => ({ ...one, options: { key } }))
  expect(await write({ command: 'SET' }, rows, worker)).toMatchObject({
    kind: 'rejected',
    rows: [{ index: 1, message: expect.stringContaining('NOPERM') as string }],
  })
})

test('TLS with verification', async () => {
  const url = `rediss://127.0.0.1:${String(tlsPort)}`
  expect(await openAt({ url, tls: { ca_file: join(folder, 'cert.pem') } })).toEqual({ kind: 'open' })
  expect(await openAt({ url })).toMatchObject({ kind: 'retry', message: /self-signed/ })
  expect(await openAt({ url, tls: { ca_file: join(folder, 'none.pem') } })).toMatchObject({ kind: 'fatal' })
})
