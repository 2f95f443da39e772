import { loadRdkafka } from '../connectors/kafka/rdkafka.ts'
import type { Embedded } from './mqtt-broker.ts'

/** The embedded Kafka; its topics come into being when its own producer asks for them. */
export interface EmbeddedKafka extends Embedded {
  makeTopics(topics: readonly string[]): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000

/**
 * librdkafka's mock cluster in this process: any Kafka client on the machine can write and read. undefined where
 * node-rdkafka is not installed. It keeps a few MiB per partition and proves nothing about delivery.
 */
export const startKafkaCluster = async (): Promise<EmbeddedKafka | undefined> => {
  const module = await loadRdkafka()
  if (module === undefined) return undefined
  const producer = new module.Producer({ 'test.mock.num.brokers': 1, log_level: 3 }, {})
  const brokers = await new Promise<string>((resolve, reject) => {
    producer.connect({ timeout: CONNECT_TIMEOUT_MS }, (error, metadata) => {
      const { brokers: found } = (metadata ?? {}) as { brokers?: { host: string; port: number }[] }
      if (error !== null) reject(error)
      else resolve(`${found?.[0]?.host ?? '127.0.0.1'}:${String(found?.[0]?.port ?? 0)}`)
    })
  })
  return {
    port: Number(brokers.split(':').at(-1)),
    makeTopics: async (topics) => {
      for (const topic of topics)
        await new Promise<void>((resolve) => {
          // A topic that could not be made shows when its first row is written.
          producer.getMetadata({ topic, timeout: CONNECT_TIMEOUT_MS }, () => {
            resolve()
          })
        })
    },
    close: () =>
      new Promise((resolve) => {
        producer.disconnect(() => {
          resolve()
        })
      }),
  }
}
