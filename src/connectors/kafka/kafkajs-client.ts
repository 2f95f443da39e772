import { readFileSync } from 'node:fs'
import type * as Kafkajs from 'kafkajs'
import type { Kafka, KafkaConfig, LogEntry, SASLOptions } from 'kafkajs'
import type { KafkaConnection } from './options.ts'

export type KafkajsModule = typeof Kafkajs

const CONNECT_TIMEOUT_MS = 5_000

const security = ({ sasl, tls }: KafkaConnection): Partial<KafkaConfig> => ({
  ...(tls !== undefined && {
    ssl: {
      rejectUnauthorized: true,
      ...(tls.ca_file !== undefined && { ca: [readFileSync(tls.ca_file)] }),
      ...(tls.cert_file !== undefined && { cert: readFileSync(tls.cert_file) }),
      ...(tls.key_file !== undefined && { key: readFileSync(tls.key_file) }),
    },
  }),
  ...(sasl !== undefined && { sasl: sasl as SASLOptions }),
})

/** kafkajs and a client of it for a connection; what kafkajs has to say goes to `note`. */
export const kafkajsClient = async (
  options: KafkaConnection,
  note: (entry: LogEntry) => void,
): Promise<{ readonly kafka: Kafka; readonly module: KafkajsModule }> => {
  const { default: module } = (await import('kafkajs')) as unknown as { default: KafkajsModule }
  const kafka = new module.Kafka({
    clientId: options.client_id,
    brokers: [...options.brokers],
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: options.request_timeout_ms,
    retry: { retries: 3, maxRetryTime: 5_000 },
    logLevel: module.logLevel.ERROR,
    logCreator: () => note,
    ...security(options),
  })
  return { kafka, module }
}
