import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import kafkajs from 'kafkajs'
import { Load } from '../fault/parts/load.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { deviceRecords } from './device-records.ts'
import { median } from './measure.ts'

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

interface Servers {
  readonly mqtt: string
  readonly kafka: string
  readonly folder: string
}

const startSluice = async ({ mqtt, kafka, folder }: Servers, topic: string): Promise<ChildProcess> => {
  const rules = `RULE hot AS SELECT payload.deviceId AS deviceId, payload.site AS site, payload.temperature AS temperature
    FROM 'bench/+' WHERE payload.temperature >= ${String(THRESHOLD)} INTO log (topic = '${topic}', key = deviceId);`
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
  return spawn(process.execPath, [resolve('dist/cli.js'), 'run', '.', '--summary', '1'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

const startNaive = async ({ mqtt, kafka }: Servers, topic: string): Promise<ChildProcess> =>
  spawn(
    process.execPath,
    [resolve('test/bench/naive-worker.mjs'), mqtt, 'bench/+', kafka, topic, String(THRESHOLD)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

const untilLine = (child: ChildProcess, pattern: RegExp): Promise<void> =>
  new Promise((done, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => pattern.test(String(chunk)) && done())
    child.once('exit', (code) => {
      failed(new Error(`the worker ended with ${String(code)}`))
    })
  })

/** One run: CPU microseconds per message of the worker, from the first message to the last row in Kafka. */
const runOnce = async (
  servers: Servers,
  records: readonly Buffer[],
  side: 'sluice' | 'naive',
  round: number,
): Promise<number> => {
  const topic = `bench-${side}-${String(round)}-${String(process.pid)}`
  const expected = records.filter(
    (record) => Number(/"temperature":([\d.]+)/.exec(record.toString())?.[1]) >= THRESHOLD,
  ).length
  const kafka = new kafkajs.Kafka({ brokers: [servers.kafka], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  const child = side === 'sluice' ? await startSluice(servers, topic) : await startNaive(servers, topic)
  await untilLine(child, side === 'sluice' ? /hot in=/ : /ready/)
  const load = new Load()
  await load.connect(servers.mqtt)
  const pid = child.pid ?? 0
  const before = cpuOf(pid)
  await load.publish(records.length, (id) => ({ topic: `bench/${String(id % 10)}`, body: records[id] ?? '' }))
  await waitUntil(
    'all rows are in Kafka',
    async () => Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0) >= expected,
    60_000,
  )
  const cpu = cpuOf(pid) - before
  child.removeAllListeners('exit')
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  await load.close()
  await admin.deleteTopics({ topics: [topic] })
  await admin.disconnect()
  return (cpu * 1e6) / records.length
}

/** MQTT QoS 1 to Kafka, 10 % passing, through the real servers; the naive program acknowledges before it writes. */
export const benchMqttKafka = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const servers = { mqtt: (await need('mosquitto')).url, kafka: (await need('kafka')).url, folder }
  const records = deviceRecords(MESSAGES)
  const times: Record<'sluice' | 'naive', number[]> = { sluice: [], naive: [] }
  for (let round = 0; round < ROUNDS; round++)
    for (const side of ['sluice', 'naive'] as const)
      times[side].push(await runOnce(servers, records, side, round))
  await rm(folder, { recursive: true, force: true })
  const [ours, theirs] = [median(times.sluice), median(times.naive)]
  console.log('mqtt-kafka: CPU microseconds per message, QoS 1, 10 % passing')
  console.table({
    'QoS 1, 10 %': {
      sluice: ours.toFixed(1),
      naive: theirs.toFixed(1),
      share: `${((ours / theirs) * 100).toFixed(0)} %`,
    },
  })
}
