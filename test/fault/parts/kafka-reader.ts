import kafkajs from 'kafkajs'
import { Arrivals } from './arrivals.ts'

/** Reads a whole topic, up to what is in it now, without what was never committed. */
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
    // Behind the last record there may be those that end a transaction, which no batch has.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { lastOffset, partition } }) => {
      if (BigInt(lastOffset) + 1n >= (left.get(partition) ?? 0n)) left.delete(partition)
      if (left.size === 0) done()
    })
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages)
            if (message.value !== null) arrivals.add(idOf(message.value.toString('utf8')))
        },
      })
      .catch(failed)
  })
  await consumer.disconnect()
  return arrivals
}
