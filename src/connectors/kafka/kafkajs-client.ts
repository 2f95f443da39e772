import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { Admin, Kafka, KafkaConfig, logLevel as LogLevel, SASLOptions } from 'kafkajs'
import type { Log } from '../../stream/log.ts'
import type { KafkaConnection } from './options.ts'

const security = (options: KafkaConnection): Partial<KafkaConfig> => {
  const { tls, sasl } = options
  const file = (path: string | undefined): Buffer | undefined =>
    path === undefined ? undefined : readFileSync(path)
  const host = options.brokers[0]?.replace(/:\d+$/, '') ?? ''
  return {
    ...(tls === undefined
      ? {}
      : {
          ssl: {
            rejectUnauthorized: true,
            ...(isIP(host) === 0 ? {} : { host }),
            ...(tls.ca_file === undefined ? {} : { ca: [file(tls.ca_file)!] }),
            ...(tls.cert_file === undefined ? {} : { cert: file(tls.cert_file)! }),
            ...(tls.key_file === undefined ? {} : { key: file(tls.key_file)! }),
          },
        }),
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
  }
}

/** The kafkajs module and a client for a connection. kafkajs's own messages go to the debug log. */
export const kafkajsClient = async (
  options: KafkaConnection,
  log: Log,
): Promise<{ readonly kafka: Kafka; readonly module: typeof import('kafkajs') }> => {
  const module = await import('kafkajs')
  const levels: Partial<Record<LogLevel, (message: string) => void>> = {}
  const kafka = new module.Kafka({
    clientId: options.client_id,
    brokers: [...options.brokers],
    connectionTimeout: 5_000,
    retry: { retries: 3, maxRetryTime: 5_000 },
    logLevel: module.logLevel.ERROR,
    logCreator: () => (entry) => {
      ;(
        levels[entry.level] ??
        ((message) => {
          log.debug(message)
        })
      )(`kafkajs: ${entry.log.message}`)
    },
    ...security(options),
  })
  return { kafka, module }
}

/** Topics that do not exist, after those that may be made were made. */
export const missingTopics = async (
  admin: Admin,
  topics: readonly string[],
  options: KafkaConnection,
): Promise<readonly string[]> => {
  const existing = new Set(await admin.listTopics())
  const missing = topics.filter((topic) => !existing.has(topic))
  if (missing.length === 0 || !options.topics.create) return missing
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map((topic) => ({
      topic,
      numPartitions: options.topics.partitions,
      replicationFactor: options.topics.replication,
    })),
  })
  return []
}
