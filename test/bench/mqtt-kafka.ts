import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import kafkajs from 'kafkajs'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { Load } from '../fault/parts/load.ts'
import { Blaster } from './blaster.ts'
import { deviceRecords } from './device-records.ts'
import { median } from './measure.ts'

/** Both sides first run warm: what is measured is the steady state of a worker that runs for months. */
const WARM_UP = 50_000
const MESSAGES = 200_000
const ROUNDS = 5
const THRESHOLD = 90
/** Clock ticks of /proc a second. */
const TICKS = 100

const cpuOf = (pid: number): number => {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** Where messages come from: a socket that blasts prebuilt frames, or a real broker. */
type Origin = 'socket' | 'mosquitto'

interface Feed {
  readonly url: string
  /** Resolves when the worker may be sent to. */
  readonly ready: (worker: ChildProcess) => Promise<void>
  /** Sends messages until so many were sent since the start. */
  send(count: number): Promise<void>
  close(): Promise<void>
}

export interface Servers {
  readonly mqtt: string
  readonly kafka: string
  readonly folder: string
}

/** A worker that ends by itself ends the benchmark, which would wait for it in vain. */
const mustRun = (child: ChildProcess): ChildProcess =>
  child.once('exit', (code) => {
    console.error(`the worker ended with ${String(code)}; was it built (npm run build)?`)
    process.exit(1)
  })

/** Stops a worker as an operator would. */
export const stopWorker = async (child: ChildProcess): Promise<void> => {
  child.removeAllListeners('exit')
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
}

export const startSluice = async (
  { mqtt, kafka, folder }: Servers,
  topic: string,
  durability: 'upstream' | 'local' = 'upstream',
  threshold = THRESHOLD,
): Promise<ChildProcess> => {
  const rules = `STREAM bench FROM broker (topic = 'bench/+') DURABILITY ${durability};
    RULE hot AS SELECT payload.deviceId AS deviceId, payload.site AS site, payload.temperature AS temperature
    FROM bench WHERE payload.temperature >= ${String(threshold)} INTO log (topic = '${topic}', key = deviceId);`
  await writeFile(join(folder, 'bench.rules'), rules)
  const broker = {
    type: 'mqtt',
    url: mqtt,
    client_id: `sluice-${topic}`,
    clean_start: true,
    session_expiry_s: 0,
  }
  const log = { type: 'kafka', brokers: [kafka] }
  await writeFile(
    join(folder, 'sluice.yaml'),
    JSON.stringify({ language: 1, default: 'broker', connections: { broker, log } }),
  )
  const state = join(folder, `state-${topic}`)
  const program = [resolve('dist/cli.js'), 'run', '.', '--summary', '1', '--state', state]
  return mustRun(spawn(process.execPath, program, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }))
}

const startNaive = async ({ mqtt, kafka }: Servers, topic: string): Promise<ChildProcess> =>
  mustRun(
    spawn(
      process.execPath,
      [resolve('test/bench/naive-worker.mjs'), mqtt, 'bench/+', kafka, topic, String(THRESHOLD)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  )

export const socketFeed = async (records: readonly Buffer[]): Promise<Feed> => {
  const blaster = new Blaster(records)
  await blaster.start()
  const subscribed = blaster.untilSubscribed()
  return {
    url: `mqtt://127.0.0.1:${String(blaster.port)}`,
    ready: () => subscribed,
    send: async (count) => {
      blaster.blast(count)
    },
    close: async () => {
      blaster.close()
    },
  }
}

const brokerFeed = async (url: string, records: readonly Buffer[]): Promise<Feed> => {
  const load = new Load()
  await load.connect(url)
  return {
    url,
    // Both workers say so when they have subscribed.
    ready: (worker) =>
      new Promise((done) => {
        for (const stream of [worker.stdout, worker.stderr])
          stream?.on('data', (chunk) => {
            if (/hot in=|ready/.test(String(chunk))) done()
          })
      }),
    send: (count) =>
      load.publish(count, (id) => ({ topic: `bench/${String(id % 10)}`, body: records[id] ?? '' })),
    close: () => load.close(),
  }
}

const passes = (record: Buffer): boolean =>
  Number(/"temperature":([\d.]+)/.exec(record.toString())?.[1]) >= THRESHOLD

/** One run: CPU microseconds per message of the worker, from the first message to the last row in Kafka. */
const runOnce = async (
  servers: Servers,
  records: readonly Buffer[],
  origin: Origin,
  side: 'sluice' | 'naive',
  round: number,
): Promise<number> => {
  const topic = `bench-${origin}-${side}-${String(round)}-${String(process.pid)}`
  const kafka = new kafkajs.Kafka({ brokers: [servers.kafka], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  const feed = origin === 'socket' ? await socketFeed(records) : await brokerFeed(servers.mqtt, records)
  const own = { ...servers, mqtt: feed.url }
  const child = side === 'sluice' ? await startSluice(own, topic) : await startNaive(own, topic)
  await feed.ready(child)
  const pid = child.pid ?? 0
  const rowsOf = (count: number): number => records.slice(0, count).filter(passes).length
  const write = async (count: number): Promise<void> => {
    await feed.send(count)
    const wanted = rowsOf(count)
    await waitUntil(
      'all rows are in Kafka',
      async () => Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0) >= wanted,
      120_000,
    )
  }
  await write(WARM_UP)
  const before = cpuOf(pid)
  await write(records.length)
  const cpu = cpuOf(pid) - before
  await stopWorker(child)
  await feed.close()
  await admin.deleteTopics({ topics: [topic] })
  await admin.disconnect()
  return (cpu * 1e6) / (records.length - WARM_UP)
}

/** MQTT QoS 1, 10 % passing, to a real Kafka: from a socket that blasts prebuilt frames, and from a real broker. */
export const benchMqttKafka = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const servers = { mqtt: (await need('mosquitto')).url, kafka: (await need('kafka')).url, folder }
  const records = deviceRecords(WARM_UP + MESSAGES)
  const table: Record<string, object> = {}
  for (const origin of ['socket', 'mosquitto'] as const) {
    const times: Record<'sluice' | 'naive', number[]> = { sluice: [], naive: [] }
    for (let round = 0; round < ROUNDS; round++)
      for (const side of ['sluice', 'naive'] as const)
        times[side].push(await runOnce(servers, records, origin, side, round))
    const [ours, theirs] = [median(times.sluice), median(times.naive)]
    table[`from ${origin}`] = {
      sluice: ours.toFixed(1),
      naive: theirs.toFixed(1),
      share: `${((ours / theirs) * 100).toFixed(0)} %`,
    }
  }
  await rm(folder, { recursive: true, force: true })
  console.log('mqtt-kafka: CPU microseconds per message, QoS 1, 10 % passing')
  console.table(table)
}
