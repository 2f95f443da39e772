import kafkajs from 'kafkajs'
import type { Stage } from '../harness/stage.ts'
import { readTopic } from '../parts/kafka-reader.ts'
import { makeTopics } from '../parts/make-topics.ts'
import { Pacer } from '../parts/pacer.ts'
import { deviceOf, idIn } from '../parts/record.ts'
import type { Feed } from './feed.ts'

const BATCH = 200
/** The shortest that the broker allows: so long a killed worker's partitions wait. */
const SESSION_MS = 6_000

export interface KafkaFeed extends Feed {
  readonly topic: string
}

/** A topic, and a producer that notes what the broker has confirmed. */
export const kafkaFeed = async (
  stage: Stage,
  options: { readonly partitions?: number; readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<KafkaFeed> => {
  const { partitions = 4, settings = {} } = options
  const server = await stage.servers.get('kafka')
  const topic = stage.own('load')
  const kafka = new kafkajs.Kafka({
    brokers: [server.url],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 100, maxRetryTime: 2_000 },
  })
  const admin = kafka.admin()
  await admin.connect()
  await makeTopics(admin, [{ topic, numPartitions: partitions }])
  await admin.disconnect()
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, retry: { retries: 100 } })
  await producer.connect()
  stage.closing(() => producer.disconnect())
  const group = stage.own('group')
  const confirmed = new Set<number>()
  let issued = 0
  const send = (ids: readonly number[], body: (id: number) => string | Buffer): Promise<unknown> =>
    producer.send({
      topic,
      acks: -1,
      messages: ids.map((id) => ({ key: `d${String(deviceOf(id))}`, value: body(id) })),
    })
  return {
    cell: 'Kafka',
    connection: 'input',
    options: {
      type: 'kafka',
      brokers: [server.url],
      session_timeout_ms: SESSION_MS,
      ...settings,
    },
    endpoint: `input (topic = '${topic}', group = '${group}')`,
    get issued() {
      return issued
    },
    confirmed,
    publish: async (count, body, pace) => {
      const { perSecond = Infinity } = pace ?? {}
      const size = Math.max(1, Math.min(BATCH, Math.ceil(perSecond / 20)))
      const pacer = new Pacer(perSecond / size)
      for (let left = count; left > 0; left -= size) {
        await pacer.step()
        const ids = Array.from({ length: Math.min(size, left) }, () => issued++)
        await send(ids, body)
        for (const id of ids) confirmed.add(id)
      }
    },
    probe: async () => undefined,
    witnessed: async () => (await readTopic(server.url, topic, idIn)).ids,
    topic,
  }
}
