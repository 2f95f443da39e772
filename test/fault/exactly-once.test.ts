import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from '../connectors/kafka/cluster.ts'
import { startServer, type TestServer } from '../servers/server.ts'
import { readTopic } from './parts/kafka-reader.ts'
import { waitUntil } from './parts/wait-until.ts'
import { Worker } from './parts/worker.ts'

const MESSAGES = Number(process.env['SLUICE_EXACTLY_ONCE_MESSAGES'] ?? 20_000)
/** Of so many messages one is refused by WHERE, and one cannot be decoded. */
const FILTERED_EACH = 10
const BROKEN_EACH = 100

const rules = (input: string, output: string, dead: string): string => `
STREAM load (n INTEGER NOT NULL, kind STRING)
FROM log (topic = '${input}', group = 'exactly-once');

/** @owner tests */
RULE copy AS
SELECT n FROM load WHERE kind <> 'filtered'
INTO log (topic = '${output}', key = n, guarantee = 'exactly once', dead_letters = '${dead}');
`

let folder: string
let kafka: TestServer | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-exactly-'))
  kafka = await startServer('kafka', { folder: join(folder, 'kafka') })
})

afterAll(async () => {
  await kafka?.kill()
  await rm(folder, { recursive: true, force: true })
})

const isBroken = (n: number): boolean => n % BROKEN_EACH === 7
const isFiltered = (n: number): boolean => !isBroken(n) && n % FILTERED_EACH === 3

const messageOf = (n: number): { key: string; value: string } => ({
  key: String(n),
  value: isBroken(n)
    ? `{"n":${String(n)},`
    : JSON.stringify({ n, kind: isFiltered(n) ? 'filtered' : 'passed' }),
})

test(
  'Kafka to Kafka, exactly once: workers are killed, the broker is restarted and killed',
  { timeout: 600_000 },
  async () => {
    const server = kafka!
    const cluster = new Cluster(server.url)
    const [input, output, dead] = [await cluster.topic(3), await cluster.topic(3), await cluster.topic(1)]
    await writeFile(join(folder, 'copy.rules'), rules(input, output, dead))
    const log = { type: 'kafka', brokers: [server.url], client: 'rdkafka', session_timeout_ms: 6_000 }
    await writeFile(join(folder, 'sluice.yaml'), JSON.stringify({ language: 1, connections: { log } }))
    const worker = new Worker(folder, ['.', '--drain-timeout', '30'])
    worker.start()
    // While the broker is away or just back, nobody knows.
    const settled = async (): Promise<number> => {
      const offsets = await cluster.committed('exactly-once', input).catch(() => [])
      return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0)
    }
    const kill = async (): Promise<void> => {
      await worker.end('SIGKILL')
      worker.start()
    }
    const faults: [share: number, fault: () => Promise<void>][] = [
      [0.15, kill],
      [0.3, () => server.restart()],
      [0.45, kill],
      [
        0.6,
        async () => {
          await server.kill()
          await server.start()
        },
      ],
      [0.75, kill],
    ]
    const step = MESSAGES / 40
    for (let at = 0; at < MESSAGES; at += step) {
      await cluster.write(
        input,
        Array.from({ length: step }, (_, k) => messageOf(at + k)),
      )
      // The worker stays behind by a little, so that a fault finds a transaction under way.
      await waitUntil('the worker keeps up', async () => at - (await settled()) < 2_000, 120_000)
      if (at / MESSAGES >= (faults[0]?.[0] ?? 1)) await faults.shift()?.[1]()
    }
    await waitUntil('everything is committed', async () => (await settled()) >= MESSAGES, 120_000)
    expect(await worker.end('SIGTERM')).toBe(0)
    expect(worker.starts).toBe(4)
    const expected = Array.from({ length: MESSAGES }, (_, n) => n)
    const wanted = new Set(expected.filter((n) => !isBroken(n) && !isFiltered(n)))
    const passed = await readTopic(server.url, output, (value) => (JSON.parse(value) as { n: number }).n)
    expect(passed.repeats).toBe(0)
    expect(passed.missing(wanted)).toEqual([])
    expect(passed.ids.size).toBe(wanted.size)
    const letters = await readTopic(server.url, dead, (value) =>
      Number(/\d+/.exec((JSON.parse(value) as { payload: string }).payload)?.[0]),
    )
    expect(letters.repeats).toBe(0)
    expect(letters.ids).toEqual(new Set(expected.filter(isBroken)))
    expect(await readFile(join(folder, 'worker.log'), 'utf8')).not.toMatch(/internal error/)
  },
)

test(
  'of two workers with one transactional id the older ends, and says why',
  { timeout: 200_000 },
  async () => {
    const server = kafka!
    const cluster = new Cluster(server.url)
    const [input, output, dead] = [await cluster.topic(3), await cluster.topic(3), await cluster.topic(1)]
    const log = { type: 'kafka', brokers: [server.url], client: 'rdkafka', client_id: 'twin', group: 'twins' }
    const [older, newer] = await Promise.all(
      ['older', 'newer'].map(async (name) => {
        const own = join(folder, name)
        await mkdir(own)
        await writeFile(join(own, 'copy.rules'), rules(input, output, dead))
        await writeFile(join(own, 'sluice.yaml'), JSON.stringify({ language: 1, connections: { log } }))
        return new Worker(own, ['.', '--drain-timeout', '30'])
      }),
    )
    let written = 0
    const settled = async (): Promise<number> => {
      const offsets = await cluster.committed('exactly-once', input).catch(() => [])
      return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0)
    }
    const write = async (): Promise<void> => {
      const count = 500
      const from = written
      written += count
      await cluster.write(
        input,
        Array.from({ length: count }, (_, k) => messageOf(from + k)),
      )
    }
    older!.start()
    await write()
    await waitUntil('the older works', async () => (await settled()) === written, 60_000)
    const ended = older!.over()
    newer!.start()
    // Both are busy, until one is not.
    let code: number | string | undefined
    void ended.then((one) => (code = one))
    await waitUntil(
      'the older ends',
      async () => {
        if (code === undefined) await write()
        return code !== undefined
      },
      60_000,
    )
    expect(code).not.toBe(0)
    expect(await readFile(join(folder, 'older', 'worker.log'), 'utf8')).toMatch(
      /another worker .*(twin).*; give each worker a client_id of its own/,
    )
    await waitUntil('the newer has done the rest', async () => (await settled()) === written, 60_000)
    expect(await newer!.end('SIGTERM')).toBe(0)
    const passed = await readTopic(server.url, output, (value) => (JSON.parse(value) as { n: number }).n)
    const all = Array.from({ length: written }, (_, n) => n)
    expect(passed.repeats).toBe(0)
    expect(passed.ids).toEqual(new Set(all.filter((n) => !isBroken(n) && !isFiltered(n))))
  },
)

test(
  'a worker can end while its broker is away, and the next one repeats nothing',
  { timeout: 300_000 },
  async () => {
    const server = kafka!
    const cluster = new Cluster(server.url)
    const [input, output, dead] = [await cluster.topic(3), await cluster.topic(3), await cluster.topic(1)]
    const own = join(folder, 'cut')
    await mkdir(own)
    await writeFile(join(own, 'copy.rules'), rules(input, output, dead).replace("'exactly-once'", "'cut'"))
    const log = { type: 'kafka', brokers: [server.url], client: 'rdkafka', session_timeout_ms: 6_000 }
    await writeFile(join(own, 'sluice.yaml'), JSON.stringify({ language: 1, connections: { log } }))
    const worker = new Worker(own, ['.', '--drain-timeout', '5'])
    const settled = async (): Promise<number> => {
      const offsets = await cluster.committed('cut', input).catch(() => [])
      return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0)
    }
    const written = 20_000
    await cluster.write(
      input,
      Array.from({ length: written }, (_, n) => messageOf(n)),
    )
    worker.start()
    await waitUntil('the worker is at work', async () => (await settled()) > 0, 60_000)
    await server.kill()
    expect(await worker.end('SIGTERM')).toBe('SIGTERM')
    await server.start()
    worker.start()
    await waitUntil('the next one has done the rest', async () => (await settled()) === written, 120_000)
    expect(await worker.end('SIGTERM')).toBe(0)
    const passed = await readTopic(server.url, output, (value) => (JSON.parse(value) as { n: number }).n)
    const all = Array.from({ length: written }, (_, n) => n)
    expect(passed.repeats).toBe(0)
    expect(passed.ids).toEqual(new Set(all.filter((n) => !isBroken(n) && !isFiltered(n))))
  },
)
