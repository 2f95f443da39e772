import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { startServer, type TestServer } from '../servers/server.ts'
import { Load } from './parts/load.ts'
import { waitUntil } from './parts/wait-until.ts'
import { Worker } from './parts/worker.ts'

const GARBAGE = 10_000
const DEPTH = 100_000
const HUGE_BYTES = 10 * 1024 * 1024
const HEAP_GROWTH_MAX = 32 * 1024 * 1024

const RULES = `
STREAM load (id INTEGER NOT NULL, extra ANY)
FROM broker (topic = 'load/#', qos = 1);

RULE keep AS SELECT id, extra FROM load INTO out (path = 'rows.ndjson');
`

let folder: string
let mosquitto: TestServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-garbage-'))
  await chmod(folder, 0o755)
  mosquitto = await startServer('mosquitto', { folder: join(folder, 'mosquitto') })
  await writeFile(join(folder, 'keep.rules'), RULES)
  const connections = {
    broker: { type: 'mqtt', url: mosquitto.url, client_id: 'worker' },
    out: { type: 'file', directory: folder },
  }
  await writeFile(join(folder, 'sluice.yaml'), JSON.stringify({ language: 1, connections }))
})

afterAll(async () => {
  await mosquitto.kill()
  await rm(folder, { recursive: true, force: true })
})

const good = (id: number): Buffer =>
  Buffer.from(`{"id":${String(id)},"extra":{"__proto__":{"polluted":true}}}`)

/** Random bytes that are no record by chance: their first byte begins no JSON object. */
const noise = (): Buffer =>
  Buffer.concat([Buffer.from([0xff]), randomBytes(1 + Math.floor(Math.random() * 200))])

/** Good records at even places, garbage at odd ones; three deep and three huge ones among them. */
const payload = (place: number): Buffer => {
  if (place % 2 === 0) return good(place)
  const special = Math.floor(place / 2)
  if (special % 3_000 === 1) return Buffer.from(`{"id":1,"extra":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`)
  if (special % 3_000 === 2) return Buffer.from(`{"id":1,"extra":"${'x'.repeat(HUGE_BYTES)}"}`)
  return noise()
}

const lines = async (name: string): Promise<readonly string[]> => {
  const path = join(folder, name)
  return existsSync(path) ? (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '') : []
}

const heap = async (worker: Worker): Promise<number> => {
  const path = join(folder, 'heap.json')
  await rm(path, { force: true })
  process.kill(worker.pid, 'SIGUSR2')
  await waitUntil('the heap is measured', () => existsSync(path), 30_000)
  await new Promise((done) => setTimeout(done, 100))
  return (JSON.parse(await readFile(path, 'utf8')) as { heapUsed: number }).heapUsed
}

test('garbage by MQTT ends in dead letters, and nothing else does', { timeout: 300_000 }, async () => {
  const worker = new Worker(
    folder,
    ['.', '--summary', '1'],
    ['--require', resolve('test/fault/parts/heap-probe.cjs')],
  )
  worker.start()
  await waitUntil(
    'the worker runs',
    async () => (await lines('worker.log')).some((line) => line.startsWith('keep in=')),
    30_000,
  )
  const load = new Load()
  await load.connect(mosquitto.url)
  const all = GARBAGE * 2
  const publish = (count: number): Promise<void> =>
    load.publish(count, (id) => ({ topic: `load/${String(id % 7)}`, body: payload(id) }))
  const arrived = async (count: number): Promise<void> => {
    await waitUntil(
      `${String(count / 2)} good records are delivered`,
      async () => (await lines('rows.ndjson')).length >= count / 2,
      120_000,
    )
    await waitUntil(
      'garbage is set aside',
      async () => (await lines('dead-letters.ndjson')).length >= count / 2,
      120_000,
    )
  }
  await publish(all / 10)
  await arrived(all / 10)
  const early = await heap(worker)
  await publish(all)
  await arrived(all)
  const late = await heap(worker)
  expect(await worker.end('SIGTERM')).toBe(0)
  const ids = (await lines('rows.ndjson')).map((line) => JSON.parse(line) as { id: number; extra: object })
  expect(new Set(ids.map((row) => row.id)).size).toBe(GARBAGE)
  for (const row of ids.slice(0, 100)) expect(Object.keys(row.extra)).toEqual(['__proto__'])
  const letters = (await lines('dead-letters.ndjson')).map((line) => JSON.parse(line) as { slug: string })
  expect(letters).toHaveLength(GARBAGE)
  expect(new Set(letters.map((letter) => letter.slug))).toEqual(new Set(['bad-json', 'payload-too-large']))
  console.log(
    `heap after collection: ${String(early >> 20)} MiB at 10 %, ${String(late >> 20)} MiB at the end`,
  )
  expect(late - early).toBeLessThan(HEAP_GROWTH_MAX)
  await load.close()
})

test(
  'garbage by replay gives one error each, and the prototype is unchanged',
  { timeout: 120_000 },
  async () => {
    const count = GARBAGE * 2
    const input = Array.from({ length: count }, (_, k) =>
      JSON.stringify({
        source: 'broker',
        topic: 'load/a',
        base64: payload(k === 5 ? 4_003 : k).toString('base64'),
      }),
    )
    const { code, out } = await runCommand(['replay', folder], input.join('\n'))
    const results = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule?: string; stream?: string })
    expect(results.filter((result) => result.rule === 'keep')).toHaveLength(count / 2)
    expect(results.filter((result) => result.stream === 'load')).toHaveLength(count / 2)
    expect(code).toBe(0)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  },
)
