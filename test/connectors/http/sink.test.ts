import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { httpConnector } from '../../../src/connectors/http/index.ts'
import { httpConnection, type HttpConnection } from '../../../src/connectors/http/options.ts'
import { HttpSink } from '../../../src/connectors/http/sink.ts'
import type { WriteResult } from '../../../src/stream/sink.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, targetOf, type TestRow } from '../../contract/batch-of.ts'
import { laneRig, quietLog } from '../../contract/lane-rig.ts'
import { waitUntil } from '../../fault/parts/wait-until.ts'
import { HttpReceiver } from '../../servers/http-receiver.ts'

const never = new AbortController().signal
const context = { clock: systemClock, log: quietLog, signal: never }
const columns = [{ name: 'id', type: { kind: 'INTEGER', nullable: false } }] as const

let receiver: HttpReceiver
beforeEach(async () => {
  receiver = await new HttpReceiver().start()
})
afterEach(() => receiver.stop())

const rows = (count: number, options: (i: number) => Readonly<Record<string, Value>> = () => ({})) =>
  Array.from({ length: count }, (_, i): TestRow => ({ columns: { id: i }, options: options(i) }))

const targetWith = (constants: Readonly<Record<string, Value>>) =>
  targetOf({
    connector: 'http',
    columns,
    constants,
    perRow: ['path', 'headers', 'key'].filter((n) => !(n in constants)),
  })

/** One write to the receiver. */
const write = async (
  sent: readonly TestRow[],
  constants: Readonly<Record<string, Value>> = {},
  options: Partial<HttpConnection> = {},
): Promise<WriteResult> => {
  const target = targetWith(constants)
  const sink = new HttpSink(httpConnection.parse({ url: receiver.url, ...options }), target)
  expect(await sink.open(context)).toEqual({ kind: 'open' })
  const result = await sink.write(batchOf(target, sent), never)
  await sink.close()
  return result
}

const bodies = (): readonly string[] => receiver.requests.map((request) => request.body)

test('a request per row, with method, path, headers and credentials', async () => {
  const sent = rows(2, (i) => ({ path: `/d/${String(i)}?q=ä`, headers: { 'X-Level': i, 'x-none': null } }))
  const result = await write(
    sent,
    { method: 'PUT' },
    { url: `${receiver.url}/api/`, username: 'u', password: 'p:ä', headers: { 'X-Api': 'k' } },
  )
  expect(result).toEqual({ kind: 'written' })
  const [first, second] = [...receiver.requests].sort((a, b) => (a.path < b.path ? -1 : 1))
  expect(first).toMatchObject({ method: 'PUT', path: '/api/d/0?q=%C3%A4', body: '{"id":0}' })
  expect(second).toMatchObject({ path: '/api/d/1?q=%C3%A4', body: '{"id":1}' })
  expect(first?.headers).toMatchObject({
    'x-level': '0',
    'x-api': 'k',
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from('u:p:ä').toString('base64')}`,
  })
  expect(first?.headers).not.toHaveProperty('x-none')
})

test.each([
  ['array', 'application/json', '[{"id":0},{"id":1},{"id":2}]', '[{"id":3}]'],
  ['ndjson', 'application/x-ndjson', '{"id":0}\n{"id":1}\n{"id":2}\n', '{"id":3}\n'],
])('a batch as %s', async (batch, type, first, second) => {
  expect(await write(rows(4), { batch, batch_rows: 3 }, { bearer_token: 't' })).toEqual({ kind: 'written' })
  expect(bodies()).toEqual([first, second])
  expect(receiver.requests[0]?.headers).toMatchObject({ 'content-type': type, authorization: 'Bearer t' })
})

test('rows of one batch share path and headers, wherever they stand', async () => {
  const sent = rows(6, (i) => ({ path: `/p${String(i % 2)}`, headers: i === 4 ? { a: 'b' } : null }))
  await write(sent, { batch: 'array' })
  expect([...bodies()].sort()).toEqual(['[{"id":0},{"id":2}]', '[{"id":1},{"id":3},{"id":5}]', '[{"id":4}]'])
})

test('connections are kept, and no more are opened than allowed', async () => {
  await write(
    rows(40, (i) => ({ key: i })),
    { path: '/p' },
    { connections: 3 },
  )
  expect(receiver.requests).toHaveLength(40)
  expect(new Set(receiver.requests.map((request) => request.port)).size).toBeLessThanOrEqual(3)
})

test('rows of a path, or of a key, arrive one after the other; others do not wait', async () => {
  let open = 0
  let openMax = 0
  receiver.script = () => (response) => {
    openMax = Math.max(openMax, ++open)
    setTimeout(() => {
      open--
      response.writeHead(204).end()
    }, 5)
  }
  await write(rows(6), { path: '/p' })
  expect(openMax).toBe(1)
  expect(bodies()).toEqual(rows(6).map((_, i) => `{"id":${String(i)}}`))
  receiver.requests.length = 0
  await write(
    rows(12, (i) => ({ key: `k${String(i % 4)}` })),
    { path: '/p' },
  )
  expect(openMax).toBe(4)
  for (const k of [0, 1, 2, 3])
    expect(bodies().filter((body) => Number(/\d+/.exec(body)?.[0]) % 4 === k)).toEqual(
      [k, k + 4, k + 8].map((id) => `{"id":${String(id)}}`),
    )
})

test.each([
  [200, { kind: 'written' }],
  [202, { kind: 'written' }],
  [301, { kind: 'fatal' }],
  [400, { kind: 'rejected', rows: [{ index: 0, slug: 'row-refused', message: 'HTTP 400: no [31m way' }] }],
  [401, { kind: 'fatal', slug: 'sink-misconfigured', message: 'HTTP 401: no [31m way' }],
  [403, { kind: 'fatal' }],
  [404, { kind: 'rejected' }],
  [408, { kind: 'retry' }],
  [413, { kind: 'rejected' }],
  [422, { kind: 'rejected' }],
  [425, { kind: 'retry' }],
  [429, { kind: 'retry' }],
  [500, { kind: 'retry', message: 'HTTP 500: no [31m way' }],
  [503, { kind: 'retry' }],
])('status %i', async (status, expected) => {
  receiver.script = () => ({ status, body: 'no\n\u001b[31m way' })
  expect(await write(rows(1))).toMatchObject(expected)
  expect(receiver.requests).toHaveLength(1)
})

test('statuses can be said to mean something else', async () => {
  const rules = { accept_status: [409], retry_status: [404], reject_status: [500, 401] }
  const results: string[] = []
  for (const status of [409, 404, 500, 401]) {
    receiver.script = () => ({ status })
    results.push((await write(rows(1), {}, rules)).kind)
  }
  expect(results).toEqual(['written', 'retry', 'rejected', 'rejected'])
})

test.each([
  ['7', 7_000],
  ['0', 0],
  ['99999999', 3_600_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After: %s', async (header, afterMs) => {
  receiver.script = () => ({ status: 429, headers: { 'retry-after': header } })
  const result = await write(rows(1))
  expect(result).toMatchObject({ kind: 'retry' })
  expect((result as { afterMs?: number }).afterMs).toBe(afterMs)
})

test('a date in Retry-After is counted from our clock', async () => {
  const at = new Date(Date.now() + 60_000).toUTCString()
  receiver.script = () => ({ status: 503, headers: { 'retry-after': at } })
  const { afterMs = 0 } = (await write(rows(1))) as { afterMs?: number }
  expect(afterMs).toBeGreaterThan(50_000)
  expect(afterMs).toBeLessThanOrEqual(60_000)
})

test('a redirect is not followed', async () => {
  const other = await new HttpReceiver().start()
  receiver.script = () => ({ status: 307, headers: { location: other.url } })
  expect(await write(rows(1))).toMatchObject({ kind: 'fatal', message: 'HTTP 307' })
  expect(other.requests).toEqual([])
  await other.stop()
})

test('answered rows are not sent again, however often the others fail', async () => {
  const failures = new Map<string, number>()
  receiver.script = ({ body }) => {
    const id = Number(/\d+/.exec(body)?.[0])
    const before = failures.get(body) ?? 0
    failures.set(body, before + 1)
    if (id % 5 === 4) return { status: 422 }
    return { status: id % 3 === 0 && before < 2 ? 503 : 204 }
  }
  const target = targetWith({ path: '/p' })
  const rig = laneRig(httpConnector, { url: receiver.url, connections: 4 }, target)
  rig.push(rows(60, (i) => ({ key: i })))
  await waitUntil('all rows are decided', () => rig.settled() === 60, 20_000)
  expect(rig.letters).toHaveLength(12)
  for (const [body, count] of failures) {
    const id = Number(/\d+/.exec(body)?.[0])
    expect([body, count]).toEqual([body, id % 5 === 4 ? 1 : id % 3 === 0 ? 3 : 1])
  }
  await rig.close()
})

test('of a refused batch only the wrong rows are lost, and the right ones are taken once', async () => {
  const taken: number[] = []
  receiver.script = ({ body }) => {
    const ids = (JSON.parse(body) as { id: number }[]).map((row) => row.id)
    if (ids.some((id) => id === 13 || id === 77)) return { status: 422, body: 'a bad row' }
    taken.push(...ids)
    return { status: 204 }
  }
  const target = targetWith({ path: '/p', batch: 'array', batch_rows: 30 })
  const rig = laneRig(httpConnector, { url: receiver.url }, target)
  rig.push(rows(100))
  await waitUntil('all rows are decided', () => rig.settled() === 100, 20_000)
  expect(taken.sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, i) => i).filter((i) => i !== 13 && i !== 77),
  )
  expect(rig.letters.map((letter) => letter.message)).toEqual(['HTTP 422: a bad row', 'HTTP 422: a bad row'])
  await rig.close()
})

test('an answer that never ends is cut: the status counts', async () => {
  receiver.script = () => (response) => {
    response.writeHead(200)
    const fill = (): void => {
      while (response.writable && response.write('x'.repeat(65_536)));
    }
    response.on('drain', fill)
    fill()
  }
  expect(await write(rows(3, (i) => ({ key: i })))).toEqual({ kind: 'written' })
})

test('an answer that trickles is given up on in time', async () => {
  receiver.script = () => (response) => {
    response.writeHead(503)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => {
      clearInterval(timer)
    })
  }
  expect(await write(rows(1), {}, { response_timeout_ms: 200 })).toMatchObject({ kind: 'retry' })
})

test('no answer in time, and a reset, say that the row is to be sent again', async () => {
  receiver.script = () => () => undefined
  expect(await write(rows(1), {}, { response_timeout_ms: 100 })).toEqual({
    kind: 'retry',
    message: 'no whole answer within 100 ms',
  })
  receiver.script = () => 'reset'
  expect(await write(rows(1))).toMatchObject({ kind: 'reconnect' })
})

test('rows that cannot be sent are rejected, and the others are sent', async () => {
  const paths = [
    '/a b',
    '/a\r\nx: y',
    '//evil.example/',
    '/..',
    '/../../x',
    '/%2e%2e/x',
    '/a#b',
    '\\x',
    '/ok',
  ]
  const sent = rows(paths.length, (i) => ({ path: paths[i] }))
  const result = await write(sent, {}, { url: `${receiver.url}/api` })
  expect(result).toMatchObject({ kind: 'rejected' })
  expect((result.kind === 'rejected' ? result.rows : []).map((row) => row.index)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7,
  ])
  expect(receiver.requests.map((request) => request.path)).toEqual(['/api/ok'])
})

test.each([
  { host: 'x' },
  { 'Transfer-Encoding': 'chunked' },
  { authorization: 'a' },
  { 'a b': 'c' },
  { a: '€' },
  { a: {} },
])("headers that are not a row's to set: %o", async (headers) => {
  expect(await write(rows(1, () => ({ headers })))).toMatchObject({ kind: 'rejected' })
  expect(receiver.requests).toEqual([])
})

test('a row with an id carries it as Idempotency-Key', async () => {
  const target = targetWith({})
  const sink = new HttpSink(httpConnection.parse({ url: receiver.url }), target)
  await sink.open(context)
  const batch = batchOf(target, rows(1))
  expect(await sink.write(Object.assign(batch, { id: () => 'abc' }), never)).toEqual({ kind: 'written' })
  expect(receiver.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'abc' })
  await sink.close()
})

test('values with line breaks between their tokens stay one line of NDJSON', async () => {
  const target = targetWith({ batch: 'ndjson' })
  const sink = new HttpSink(httpConnection.parse({ url: receiver.url }), target)
  await sink.open(context)
  const batch = batchOf(target, rows(2))
  await sink.write(
    Object.assign(batch, { value: (i: number) => Buffer.from(`{"a":\n\r${String(i)}}`) }),
    never,
  )
  expect(bodies()).toEqual(['{"a":  0}\n{"a":  1}\n'])
  await sink.close()
})
