import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../servers/server.ts'
import { Arrivals } from './parts/arrivals.ts'
import { HttpInbox } from './parts/http-inbox.ts'
import { readTopic } from './parts/kafka-reader.ts'
import { Load } from './parts/load.ts'
import { waitUntil } from './parts/wait-until.ts'
import { Witness } from './parts/witness.ts'
import { Worker } from './parts/worker.ts'

const MESSAGES = Number(process.env['SLUICE_KILL_MESSAGES'] ?? 200_000)

type Mode = 'upstream' | 'local'

const topicOf = (mode: Mode): string => `kill-three-sinks-${mode}.v1`

const rules = (mode: Mode): string => `
STREAM load (id STRING NOT NULL, n INTEGER NOT NULL, kind STRING)
FROM broker (topic = 'load-${mode}/+', qos = 1)
DURABILITY ${mode};

/** @owner tests */
RULE copy AS
SELECT id, n, kind
FROM   load
INTO   log   (topic = '${topicOf(mode)}', key = id),
       inbox (path = '/in', batch = 'ndjson', batch_rows = 500),
       base  (table = 'copies_${mode}', key = id);
`

let folder: string
// Undefined in afterAll where beforeAll failed.
let mosquitto: TestServer
let kafka: TestServer
let postgres: TestServer
const inboxes = { upstream: new HttpInbox(), local: new HttpInbox() }

const configuration = (mode: Mode): string =>
  JSON.stringify({
    language: 1,
    connections: {
      broker: { type: 'mqtt', url: mosquitto.url, client_id: `worker-${mode}` },
      log: { type: 'kafka', brokers: [kafka.url], topics: { create: true, partitions: 2 } },
      inbox: { type: 'http', url: `http://127.0.0.1:${String(inboxes[mode].port)}` },
      base: { type: 'postgres', url: postgres.url },
    },
  })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'))
  // PostgreSQL runs as a user of its own and must reach its folder.
  await chmod(folder, 0o755)
  const server = (name: 'mosquitto' | 'kafka' | 'postgres'): Promise<TestServer> =>
    startServer(name, { folder: join(folder, name) })
  ;[mosquitto, kafka, postgres] = await Promise.all([
    server('mosquitto'),
    server('kafka'),
    server('postgres'),
  ])
  for (const mode of ['upstream', 'local'] as const) {
    await inboxes[mode].start()
    await query(`CREATE TABLE copies_${mode} (id text PRIMARY KEY, n bigint NOT NULL, kind text)`)
    await mkdir(join(folder, mode))
    await writeFile(join(folder, mode, 'copy.rules'), rules(mode))
    await writeFile(join(folder, mode, 'sluice.yaml'), configuration(mode))
  }
})

afterAll(async () => {
  await Promise.all([
    ...[mosquitto, kafka, postgres].map((server) => server?.kill()),
    ...Object.values(inboxes).map((inbox) => inbox.stop()),
  ])
  await rm(folder, { recursive: true, force: true })
})

const query = async (sql: string): Promise<readonly { id: string }[]> => {
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ id: string }>(sql)
  await client.end()
  return rows
}

/** What happens while messages flow, each at a share of the deliveries. */
const faults = (
  worker: Worker,
  inbox: HttpInbox,
): readonly (readonly [share: number, fault: () => Promise<void>])[] => {
  const kill = async (): Promise<void> => {
    await worker.end('SIGKILL')
    worker.start()
  }
  return [
    [0.2, kill],
    [0.3, () => mosquitto.restart()],
    [0.4, () => kafka.restart()],
    [0.5, kill],
    [0.6, () => postgres.restart()],
    [
      0.7,
      async () => {
        await inbox.stop()
        await inbox.start()
      },
    ],
    [0.8, kill],
  ]
}

const readPostgres = async (mode: Mode): Promise<Arrivals> => {
  const arrivals = new Arrivals()
  for (const { id } of await query(`SELECT id FROM copies_${mode}`)) arrivals.add(Number(id))
  return arrivals
}

const readKafka = (mode: Mode): Promise<Arrivals> =>
  readTopic(kafka.url, topicOf(mode), (value) => Number((JSON.parse(value) as { id: string }).id))

const runExperiment = async (mode: Mode): Promise<void> => {
  const inbox = inboxes[mode]
  const own = join(folder, mode)
  const worker = new Worker(own, ['.', '--config', 'sluice.yaml', '--summary', '5'])
  const witness = new Witness()
  const load = new Load()
  await witness.connect(mosquitto.url, `load-${mode}/+`)
  worker.start()
  await waitUntil('the worker has subscribed', async () => (await sessions(own)) >= 1, 30_000)
  await load.connect(mosquitto.url)
  const pad = 'x'.repeat(120)
  const publishing = load.publish(MESSAGES, (id) => ({
    topic: `load-${mode}/${String(id % 100)}`,
    body: JSON.stringify({ id: String(id), n: id, kind: 'telemetry', pad }),
  }))
  for (const [share, fault] of faults(worker, inbox)) {
    await waitUntil(
      `${String(share * 100)} % are delivered`,
      () => inbox.arrivals.ids.size >= share * MESSAGES,
      240_000,
    )
    await fault()
  }
  await publishing
  await waitUntil('the witness has everything', () => witness.seen.size >= load.confirmed.size, 120_000)
  const expected = new Set([...load.confirmed].filter((id) => witness.seen.has(id)))
  await waitUntil('HTTP has everything', () => inbox.arrivals.missing(expected).length === 0, 240_000)
  await waitUntil(
    'PostgreSQL has everything',
    async () => (await query(`SELECT id FROM copies_${mode}`)).length >= expected.size,
    240_000,
  )
  // A worker that was killed last may not have come so far as to hear a signal.
  await waitUntil('the last worker runs', () => worker.isRunning, 60_000)
  expect(await worker.end('SIGTERM')).toBe(0)
  if (mode === 'local') {
    // What a lane had not yet read is in the journal, and goes out when the worker runs again.
    worker.start()
    const isThere = async (): Promise<boolean> => (await readKafka(mode)).missing(expected).length === 0
    await waitUntil('Kafka has everything', isThere, 120_000)
    await waitUntil('the last worker runs', () => worker.isRunning, 60_000)
    expect(await worker.end('SIGTERM')).toBe(0)
  }
  const sinks = {
    kafka: await readKafka(mode),
    http: inbox.arrivals,
    postgres: await readPostgres(mode),
  }
  console.table(
    Object.fromEntries(
      Object.entries(sinks).map(([name, arrivals]) => [
        name,
        {
          issued: load.issued,
          confirmed: load.confirmed.size,
          witnessed: witness.seen.size,
          delivered: arrivals.ids.size,
          repeats: arrivals.repeats,
          missing: arrivals.missing(expected).length,
          'worker starts': worker.starts,
        },
      ]),
    ),
  )
  expect(load.confirmed.size).toBe(MESSAGES)
  for (const arrivals of Object.values(sinks)) expect(arrivals.missing(expected)).toEqual([])
  await load.close()
  await witness.close()
}

test.each(['upstream', 'local'] as const)(
  'kill -9 and restarts lose nothing at three sinks, DURABILITY %s',
  { timeout: 600_000 },
  runExperiment,
)

/** Has the worker said that it runs? Its session then exists, as it subscribes before it reads. */
const sessions = async (workerFolder: string): Promise<number> => {
  const log = await readFile(join(workerFolder, 'worker.log'), 'utf8').catch(() => '')
  return /copy in=/.test(log) ? 1 : 0
}
