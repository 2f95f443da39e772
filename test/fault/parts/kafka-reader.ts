import kafkajs from 'kafkajs'
import { Arrivals } from './arrivals.ts'

/** Reads a whole topic, up to what is in it now. */
export const readTopic = async (
  broker: string,
  topic: string,
  idOf: (value: string) => number,
): Promise<Arrivals> => {
  const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const ends = new Map(
    (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, BigInt(high)]),
  )
  await admin.disconnect()
  const arrivals = new Arrivals()
  const left = new Map([...ends].filter(([, end]) => end > 0n))
  if (left.size === 0) return arrivals
  const consumer = kafka.consumer({
    groupId: `reader-${topic}-${String(process.hrtime.bigint())}`,
    maxWaitTimeInMs: 100,
  })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((done, failed) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) {
            if (message.value !== null) arrivals.add(idOf(message.value.toString('utf8')))
            if (BigInt(message.offset) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition)
          }
          if (left.size === 0) done()
        },
      })
      .catch(failed)
  })
  await consumer.disconnect()
  return arrivals
}
