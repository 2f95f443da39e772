import kafkajs from 'kafkajs'
import { systemClock } from '../../src/cli/system-clock.ts'
import { kafkaConnector } from '../../src/connectors/kafka/index.ts'
import type { OutputBatch } from '../../src/stream/output.ts'
import type { Sink } from '../../src/stream/sink.ts'
import { silentLog } from '../connectors/kafka/source-rig.ts'
import { batchOf, targetOf } from '../contract/batch-of.ts'
import { need } from '../servers/need.ts'
import { median } from './measure.ts'

const ROWS = 5_000
const WARM_UP = 5
const ROUNDS = 25
const TOPIC = `bench-headers-${String(process.pid)}`
const ways = ['none', 'id', 'id and version'] as const

const target = targetOf({
  connector: 'kafka',
  columns: [{ name: 'value', type: { kind: 'STRING', nullable: false } }],
  valueType: { kind: 'STRING', nullable: false },
  constants: { topic: TOPIC },
  perRow: ['key'],
})

const value = JSON.stringify({ deviceId: 'device-0000', site: 'site-12', temperature: 91.25 })

const openSink = async (server: string, wanted: (typeof ways)[number]): Promise<Sink> => {
  const settings = kafkaConnector.connection.parse({
    brokers: [server],
    client: 'rdkafka',
    id_headers: wanted,
  })
  const sink = kafkaConnector.sink?.create('server', settings as Record<string, unknown>, target)
  const opened = await sink?.open({
    clock: systemClock,
    log: silentLog,
    signal: new AbortController().signal,
  })
  if (sink === undefined || opened?.kind !== 'open') throw new Error('the sink does not open')
  return sink
}

/** CPU microseconds of all threads for one row of a write. */
const cpuOfRow = async (sink: Sink, batch: OutputBatch): Promise<number> => {
  const before = process.cpuUsage()
  const { kind } = await sink.write(batch, new AbortController().signal)
  const { user, system } = process.cpuUsage(before)
  if (kind !== 'written') throw new Error(`the write was ${kind}`)
  return (user + system) / ROWS
}

/** Small records into a real Kafka by node-rdkafka: what the headers that say what a record is cost of its writing. */
export const benchKafkaHeaders = async (): Promise<void> => {
  const { url, stop } = await kafkaServer()
  const rows = Array.from({ length: ROWS }, (_, k) => ({
    columns: { value },
    options: { key: `device-${String(k % 500)}` },
  }))
  const sinks = await Promise.all(ways.map((wanted) => openSink(url, wanted)))
  const times = ways.map((): number[] => [])
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const [k, sink] of sinks.entries()) {
      const time = await cpuOfRow(sink, batchOf(target, rows))
      if (round >= WARM_UP) times[k]?.push(time)
    }
  const medians = times.map(median)
  console.log('id_headers, CPU microseconds of a row, of no headers')
  for (const [k, wanted] of ways.entries()) {
    const [own = NaN, none = NaN] = [medians[k], medians[0]]
    console.log(wanted.padEnd(15), own.toFixed(2).padStart(6), (own / none).toFixed(1).padStart(6))
  }
  for (const sink of sinks) await sink.close()
  await stop()
}

const kafkaServer = async (): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const { url } = await need('kafka')
  const admin = new kafkajs.Kafka({ brokers: [url], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 1 }], waitForLeaders: true })
  return {
    url,
    stop: async () => {
      await admin.deleteTopics({ topics: [TOPIC] })
      await admin.disconnect()
    },
  }
}
