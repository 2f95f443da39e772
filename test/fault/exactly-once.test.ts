import { randomUUID } from 'node:crypto'
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

interface Topics {
  readonly cluster: Cluster
  readonly input: string
  readonly output: string
  readonly dead: string
  readonly group: string
}

const newTopics = async (url: string): Promise<Topics> => {
  const cluster = new Cluster(url)
  const [input, output, dead] = [await cluster.topic(3), await cluster.topic(3), await cluster.topic(1)]
  return { cluster, input, output, dead, group: randomUUID() }
}

/** Offsets that the group has committed; while the broker is away or just back, nobody knows. */
const settledIn = async ({ cluster, group, input }: Topics): Promise<number> => {
  const offsets = await cluster.committed(group, input).catch(() => [])
  return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0)
}

const rules = ({ dead, group, input, output }: Topics): string => `
STREAM load (n INTEGER NOT NULL, kind STRING)
FROM log (topic = '${input}', group = '${group}');

/** @owner tests */
RULE copy AS
SELECT n FROM load WHERE kind <> 'filtered'
INTO log (topic = '${output}', key = n, guarantee = 'exactly once', dead_letters = '${dead}');
`

/** Rules and configuration of a worker. */
const writeProject = async (own: string, topics: Topics, settings: object): Promise<void> => {
  await mkdir(own, { recursive: true })
  await writeFile(join(own, 'copy.rules'), rules(topics))
  const log = { type: 'kafka', brokers: [topics.cluster.url], client: 'rdkafka', ...settings }
  await writeFile(join(own, 'sluice.yaml'), JSON.stringify({ language: 1, connections: { log } }))
}

const writeMessages = ({ cluster, input }: Topics, from: number, count: number): Promise<void> =>
  cluster.write(
    input,
    Array.from({ length: count }, (_, k) => messageOf(from + k)),
  )

/** Readers of committed records see each that passes once. */
const expectOnce = async ({ cluster, output }: Topics, written: number): Promise<void> => {
  const passed = await readTopic(cluster.url, output, (value) => (JSON.parse(value) as { n: number }).n)
  const all = Array.from({ length: written }, (_, n) => n)
  expect(passed.repeats).toBe(0)
  expect(passed.ids).toEqual(new Set(all.filter((n) => !isBroken(n) && !isFiltered(n))))
}

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
    const topics = await newTopics(server.url)
    await writeProject(folder, topics, { session_timeout_ms: 6_000 })
    const worker = new Worker(folder, ['.', '--drain-timeout', '30'])
    worker.start()
    const settled = (): Promise<number> => settledIn(topics)
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
      await writeMessages(topics, at, step)
      // The worker stays behind by a little, so that a fault finds a transaction under way.
      await waitUntil('the worker keeps up', async () => at - (await settled()) < 2_000, 120_000)
      if (at / MESSAGES >= (faults[0]?.[0] ?? 1)) await faults.shift()?.[1]()
    }
    await waitUntil('everything is committed', async () => (await settled()) >= MESSAGES, 120_000)
    expect(await worker.end('SIGTERM')).toBe(0)
    expect(worker.starts).toBe(4)
    await expectOnce(topics, MESSAGES)
    const expected = Array.from({ length: MESSAGES }, (_, n) => n)
    const letters = await readTopic(server.url, topics.dead, (value) =>
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
    const topics = await newTopics(server.url)
    const [older, newer] = await Promise.all(
      ['older', 'newer'].map(async (name) => {
        const own = join(folder, name)
        await writeProject(own, topics, { client_id: 'twin' })
        return new Worker(own, ['.', '--drain-timeout', '30'])
      }),
    )
    let written = 0
    const settled = (): Promise<number> => settledIn(topics)
    const write = async (): Promise<void> => {
      const from = written
      written += 500
      await writeMessages(topics, from, 500)
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
    await expectOnce(topics, written)
  },
)

test(
  'a worker can end while its broker is away, and the next one repeats nothing',
  { timeout: 300_000 },
  async () => {
    const server = kafka!
    const topics = await newTopics(server.url)
    const own = join(folder, 'cut')
    await writeProject(own, topics, { session_timeout_ms: 6_000 })
    const worker = new Worker(own, ['.', '--drain-timeout', '5'])
    const settled = (): Promise<number> => settledIn(topics)
    const written = 20_000
    await writeMessages(topics, 0, written)
    worker.start()
    await waitUntil('the worker is at work', async () => (await settled()) > 0, 60_000)
    await server.kill()
    expect(await worker.end('SIGTERM')).toBe('SIGTERM')
    await server.start()
    worker.start()
    await waitUntil('the next one has done the rest', async () => (await settled()) === written, 120_000)
    expect(await worker.end('SIGTERM')).toBe(0)
    await expectOnce(topics, written)
  },
)
