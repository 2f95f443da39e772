import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import kafkajs from 'kafkajs'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { deviceRecords } from './device-records.ts'
import { median, syncMs } from './measure.ts'
import { socketFeed, startSluice, stopWorker, type Servers } from './mqtt-kafka.ts'

const WARM_UP = 50_000
const MESSAGES = Number(process.env['SLUICE_BENCH_MESSAGES'] ?? 300_000)
const ROUNDS = Number(process.env['SLUICE_BENCH_ROUNDS'] ?? 10)
const EVERYTHING = -1_000_000

/** Messages a second from the first one sent to the last row in Kafka. */
const runOnce = async (
  servers: Servers,
  records: readonly Buffer[],
  durability: 'upstream' | 'local',
  round: number,
): Promise<number> => {
  const topic = `cost-${durability}-${String(round)}-${String(process.pid)}`
  const admin = new kafkajs.Kafka({
    brokers: [servers.kafka],
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  const feed = await socketFeed(records)
  const child = await startSluice({ ...servers, mqtt: feed.url }, topic, durability, EVERYTHING)
  await feed.ready(child)
  const write = async (count: number): Promise<void> => {
    await feed.send(count)
    await waitUntil(
      'all rows are in Kafka',
      async () => Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0) >= count,
      120_000,
    )
  }
  await write(WARM_UP)
  const began = performance.now()
  await write(records.length)
  const seconds = (performance.now() - began) / 1_000
  await stopWorker(child)
  await feed.close()
  await admin.deleteTopics({ topics: [topic] })
  await admin.disconnect()
  return (records.length - WARM_UP) / seconds
}

/** What the journal costs: MQTT QoS 1 from a socket that blasts prebuilt frames, all passing, to a real Kafka. */
export const benchLocalCost = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const servers = { mqtt: '', kafka: (await need('kafka')).url, folder }
  const records = deviceRecords(WARM_UP + MESSAGES)
  const rates = { upstream: [] as number[], local: [] as number[] }
  for (let round = 0; round < ROUNDS; round++)
    for (const durability of ['upstream', 'local'] as const)
      rates[durability].push(await runOnce(servers, records, durability, round))
  const sync = await syncMs(folder)
  await rm(folder, { recursive: true, force: true })
  const [upstream, local] = [median(rates.upstream), median(rates.local)]
  console.log(
    `local-cost: messages a second, QoS 1, 100 % passing; a sync takes ${sync.toFixed(2)} ms on this disk`,
  )
  console.table({
    upstream: { median: Math.round(upstream), runs: rates.upstream.map(Math.round).join(' ') },
    local: { median: Math.round(local), runs: rates.local.map(Math.round).join(' ') },
    share: { median: `${((local / upstream) * 100).toFixed(0)} %` },
  })
}
