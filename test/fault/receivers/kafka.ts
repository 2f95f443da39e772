import kafkajs from 'kafkajs'
import type { Stage } from '../harness/stage.ts'
import type { KafkaFeed } from '../feeds/kafka.ts'
import { readTopic } from '../parts/kafka-reader.ts'
import { makeTopics } from '../parts/make-topics.ts'
import { idIn } from '../parts/record.ts'
import type { Receiver } from './receiver.ts'

const PARTITIONS = 2

/** A topic with two partitions, keyed by device. */
export const kafkaReceiver = async (
  stage: Stage,
  options: {
    /** Rows and offsets in one transaction; both are then of one connection. */
    readonly exactlyOnceBeside?: KafkaFeed
    /** Rows of the journal and their position in one transaction. */
    readonly positioned?: boolean
  } = {},
): Promise<Receiver> => {
  const server = await stage.servers.get('kafka')
  const topic = stage.own('copies')
  const kafka = new kafkajs.Kafka({ brokers: [server.url], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  stage.closing(() => admin.disconnect())
  const dead = stage.own('dead')
  await makeTopics(admin, [{ topic, numPartitions: PARTITIONS }, { topic: dead }])
  const { exactlyOnceBeside: feed, positioned = false } = options
  const positions = positioned ? ", guarantee = 'effectively once'" : ''
  const once = feed === undefined ? positions : `, guarantee = 'exactly once', dead_letters = '${dead}'`
  const transaction = feed === undefined ? 'Kafka, position in the same transaction' : 'Kafka, exactly once'
  const connection = feed?.connection ?? 'log'
  return {
    cell: once === '' ? 'Kafka, idempotent' : transaction,
    connection,
    options: feed?.options ?? { type: 'kafka', brokers: [server.url] },
    target: `${connection} (topic = '${topic}', key = device${once})`,
    count: async () =>
      (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0),
    arrivals: () => readTopic(server.url, topic, idIn),
  }
}
