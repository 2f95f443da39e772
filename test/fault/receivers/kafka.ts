import kafkajs from 'kafkajs'
import type { Stage } from '../harness/stage.ts'
import { readTopic } from '../parts/kafka-reader.ts'
import { idIn } from '../parts/record.ts'
import type { Receiver } from './receiver.ts'

const PARTITIONS = 2

/** A topic with two partitions, keyed by device. */
export const kafkaReceiver = async (
  stage: Stage,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Receiver> => {
  const server = await stage.servers.get('kafka')
  const topic = stage.own('copies')
  const kafka = new kafkajs.Kafka({ brokers: [server.url], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  stage.closing(() => admin.disconnect())
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] })
  return {
    cell: 'Kafka, idempotent',
    connection: 'log',
    options: { type: 'kafka', brokers: [server.url], ...settings },
    target: `log (topic = '${topic}', key = device)`,
    count: async () =>
      (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0),
    arrivals: () => readTopic(server.url, topic, idIn),
  }
}
