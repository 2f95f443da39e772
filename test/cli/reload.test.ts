import { randomUUID } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { freePort } from '../servers/shell.ts'
import { WorkerProcess } from './worker-process.ts'

let worker: WorkerProcess
let id: string
let client: MqttClient

beforeEach(async () => {
  worker = await WorkerProcess.make()
  id = `reload-${randomUUID()}`
  const { url } = await need('mosquitto')
  client = await connectAsync(url)
  await configure({})
})
afterEach(async () => {
  await client.endAsync()
  await worker.remove()
})

const configure = async (more: Readonly<Record<string, unknown>>): Promise<void> => {
  const { url } = await need('mosquitto')
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: id, session_expiry_s: 60 },
    out: { type: 'file', directory: '.' },
    ...more,
  }
  await worker.write('sluice.yaml', { language: 1, connections })
}

const stream = (topics: readonly string[], durability = 'local', name = 'load'): string =>
  `STREAM ${name} (n INTEGER NOT NULL) FROM mqtt (topic = [${topics.map((one) => `'${id}/${one}'`).join(', ')}], qos = 1) DURABILITY ${durability};`

const rows = async (name = 'rows.ndjson'): Promise<readonly { readonly n: number; readonly v: number }[]> => {
  const text = await readFile(join(worker.folder, name), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { n: number; v: number })
}

const publish = (topic: string, n: number): Promise<unknown> =>
  client.publishAsync(`${id}/${topic}`, `{"n": ${String(n)}}`, { qos: 1 })

const open = (): Promise<unknown> =>
  worker.until('all is open', ({ connections }) => connections.every(({ state }) => state === 'open'))

test.each(['local', 'upstream'])(
  'each record meets exactly one version, in order, over many reloads under load, some of them invalid (%s)',
  async (durability) => {
    const version = (v: number, broken = false): Promise<void> =>
      worker.write(
        'all.rules',
        `${stream(['a'], durability)}
RULE copy AS SELECT n, ${String(v)} AS v FROM load WHERE ${broken ? 'm' : 'n'} >= 0 INTO out (path = 'rows.ndjson');
RULE same AS SELECT n FROM load INTO out (path = 'same.ndjson');`,
      )
    await version(0)
    await worker.run()
    await open()
    let isOver = false
    let sent = 0
    const load = (async () => {
      while (!isOver) {
        await Promise.all(Array.from({ length: 100 }, () => publish('a', sent++)))
      }
    })()
    for (let v = 1; v <= 12; v++) {
      const isBroken = v % 4 === 0
      await version(v, isBroken)
      const { code, err, out } = await worker.command('reload')
      expect(code).toBe(isBroken ? 1 : 0)
      if (isBroken) expect(err).toMatch(/unknown-name[^]*not reloaded: the rules that ran go on/)
      else expect(out).toBe('reloaded: 1 changed (copy), 1 as before\n')
    }
    isOver = true
    await load
    const status = await worker.until(
      'all is delivered',
      ({ rules }) => rules.find(({ rule }) => rule === 'same')?.delivered === sent,
    )
    await waitUntil('every row is written', async () => (await rows()).length >= sent, 20_000)
    const copied = await rows()
    expect(copied.map(({ n }) => n)).toEqual(Array.from({ length: sent }, (_, n) => n))
    const versions = copied.map(({ v }) => v)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(new Set(versions).size).toBeGreaterThan(5)
    expect([4, 8, 12].filter((v) => versions.includes(v))).toEqual([])
    expect(status.broken).toBeUndefined()
    expect(status.streams).toMatchObject([{ received: sent, decoded: sent }])
    const all = [...status.rules, ...status.retired].filter(({ rule }) => rule === 'copy')
    expect(all.reduce((sum, { passed }) => sum + passed, 0)).toBe(sent)
    expect(await worker.stop()).toBe(0)
  },
)

test('filters that are new are subscribed, those that are gone are unsubscribed, as it runs', async () => {
  const rule = "RULE copy AS SELECT n, 1 AS v FROM load INTO out (path = 'rows.ndjson');"
  await worker.write('all.rules', `${stream(['a', 'b'])}\n${rule}`)
  await worker.run()
  await open()
  await publish('a', 1)
  await worker.write('all.rules', `${stream(['b', 'c'])}\n${rule}`)
  worker.signal('SIGHUP')
  await worker.said(/reloaded: /)
  expect(worker.err).not.toContain('opened anew')
  await publish('a', 2)
  await publish('b', 3)
  await publish('c', 4)
  await worker.until('all is received', ({ streams }) => streams[0]?.received === 3)
  await waitUntil('all is written', async () => (await rows()).length === 3, 10_000)
  expect((await rows()).map(({ n }) => n)).toEqual([1, 3, 4])
  const { broken, sources } = await worker.status()
  expect(broken).toBeUndefined()
  expect(sources[0]).toMatchObject({ state: 'open', unrouted: 0 })
})

test('filters that cross have the source opened anew, which loses nothing', async () => {
  const rule = "RULE copy AS SELECT n, 1 AS v FROM load INTO out (path = 'rows.ndjson');"
  await worker.write('all.rules', `${stream(['a/+'])}\n${rule}`)
  await worker.run()
  await open()
  let sent = 0
  let isOver = false
  const load = (async () => {
    while (!isOver) await publish('a/b', sent++)
  })()
  await worker.write('all.rules', `${stream(['a/+', '+/b'])}\n${rule}`)
  const { out } = await worker.command('reload')
  expect(out).toContain('mqtt is opened anew')
  await open()
  await publish('x/b', 1_000_000)
  isOver = true
  await load
  await waitUntil('the last one is written', async () => (await rows()).some(({ n }) => n >= 1e6), 20_000)
  const got = new Set((await rows()).map(({ n }) => n))
  for (let n = 0; n < sent; n++) expect(got.has(n)).toBe(true)
  expect((await worker.status()).broken).toBeUndefined()
})

test('a version that comes back goes on counting; a new stream and a stream that is gone', async () => {
  const text = (v: number, more = ''): string =>
    `${stream(['a'])}\nRULE copy AS SELECT n, ${String(v)} AS v FROM load INTO out (path = 'rows.ndjson');\n${more}`
  await worker.write('all.rules', text(1))
  await worker.run()
  await open()
  await publish('a', 1)
  await worker.until('it is received', ({ rules }) => rules[0]?.passed === 1)
  const other = `${stream(['z'], 'local', 'other')}\nRULE last AS SELECT n FROM other INTO out (path = 'z.ndjson');`
  await worker.write('all.rules', text(2, other))
  expect((await worker.command('reload')).out).toBe(
    'reloaded: 1 changed (copy), 1 added (last), 0 as before\n',
  )
  await publish('a', 2)
  await publish('z', 3)
  await worker.until('both are received', ({ rules }) => rules.every(({ passed }) => passed === 1))
  await worker.write('all.rules', text(1))
  expect((await worker.command('reload')).out).toBe(
    'reloaded: 1 changed (copy), 1 removed (last), 0 as before\n',
  )
  await publish('a', 4)
  const { broken, retired, rules } = await worker.until('it is received', (now) => now.rules[0]?.passed === 2)
  expect(rules).toMatchObject([{ rule: 'copy', decoded: 2, passed: 2 }])
  expect(retired.map(({ passed, rule }) => [rule, passed])).toEqual(
    expect.arrayContaining([
      ['copy', 1],
      ['last', 1],
    ]),
  )
  expect(broken).toBeUndefined()
  expect(await worker.stop()).toBe(0)
  expect((await rows()).map(({ n }) => n)).toEqual([1, 2, 4])
})

test.each(['local', 'upstream'])(
  'rows that wait for a connection which is gone refuse the reload, until they are given up (%s)',
  async (durability) => {
    const dead = { type: 'http', url: `http://127.0.0.1:${String(await freePort())}` }
    await configure({ dead })
    const base = `${stream(['a'], durability)}
RULE copy AS SELECT n, 1 AS v FROM load INTO out (path = 'rows.ndjson');`
    await worker.write('all.rules', `${base}\nRULE calls AS SELECT n FROM load INTO dead (path = '/x');`)
    await worker.run()
    await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
    for (let n = 0; n < 20; n++) await publish('a', n)
    await worker.until('rows wait', ({ lanes }) =>
      lanes.some(({ connection, rows: waiting }) => connection === 'dead' && waiting > 0),
    )
    await configure({})
    await worker.write('all.rules', base)
    const refused = await worker.command('reload')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('give the rows up with --discard-lane dead')
    const { rules } = await worker.status()
    expect(rules.map(({ rule }) => rule)).toEqual(['copy', 'calls'])
    const given = await worker.command('reload', '--discard-lane', 'dead')
    expect(given.out).toContain('1 removed (calls)')
    const { broken, lanes, retired } = await worker.status()
    expect(lanes.map(({ connection }) => connection)).not.toContain('dead')
    const calls = retired.find(({ rule }) => rule === 'calls')?.targets[0]
    expect(calls).toMatchObject({ pending: 0, dropped: calls?.made })
    expect(broken).toBeUndefined()
    await publish('a', 100)
    await waitUntil('rows go on', async () => (await rows()).some(({ n }) => n === 100), 10_000)
    expect(await worker.stop()).toBe(0)
    // Nothing of it is left in the journal or with the broker.
    await worker.run()
    await open()
    expect(await worker.stop()).toBe(0)
  },
)

test('a connection with other settings, and a journal that is not there, are refused', async () => {
  await worker.write(
    'all.rules',
    `${stream(['a'], 'upstream')}\nRULE copy AS SELECT n FROM load INTO out (path = 'rows.ndjson');`,
  )
  await worker.run()
  await open()
  await configure({ out: { type: 'file', directory: 'elsewhere' } })
  await appendFile(join(worker.folder, 'all.rules'), stream(['b'], 'local', 'kept'))
  await appendFile(
    join(worker.folder, 'all.rules'),
    "\nRULE more AS SELECT n FROM kept INTO out (path = 'm.ndjson');",
  )
  const { code, err } = await worker.command('reload')
  expect(code).toBe(1)
  expect(err).toContain('connection out has other settings')
  expect(err).toContain('stream kept has DURABILITY local')
  await worker.write('all.rules', 'RULE')
  worker.signal('SIGHUP')
  await worker.said(/not reloaded/)
  expect((await worker.status()).rules.map(({ rule }) => rule)).toEqual(['copy'])
})

test('dev reads its files again when one changes', async () => {
  const text = (limit: number): string =>
    `${stream(['a'], 'upstream')}\nRULE copy AS SELECT n FROM load WHERE n > ${String(limit)} INTO out (path = 'rows.ndjson');`
  await worker.write('all.rules', text(1))
  worker.begin(['dev', '.', '--tick', '1'])
  await worker.said(/copy in=/)
  await worker.write('all.rules', text(2))
  await worker.said(/reloaded: 1 changed \(copy\), 0 as before/)
  await worker.write('all.rules', 'RULE broken')
  await worker.said(/not reloaded: the rules that ran go on/)
  expect(await worker.stop('SIGINT')).toBe(0)
})
