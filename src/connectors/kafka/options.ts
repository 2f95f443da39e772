import * as z from 'zod'
import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'

/** A connection to a Kafka cluster, as it stands in sluice.yaml. */
export const kafkaConnection = z.strictObject({
  brokers: z.array(z.string().min(1)).min(1),
  client_id: z.string().min(1).default('sluice'),
  /** Which client writes; node-rdkafka where it is installed unless said. */
  client: z.enum(['kafkajs', 'rdkafka']).optional(),
  group: z.string().min(1).optional(),
  session_timeout_ms: z.int().positive().default(30_000),
  acks: z.union([z.literal('all'), z.literal(1)]).default('all'),
  compression: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']).default('none'),
  linger_ms: z.int().nonnegative().default(5),
  message_bytes_max: z.int().positive().default(1_000_000),
  /** Topics are made only where an operator allows it. */
  topics: z
    .strictObject({
      create: z.boolean().default(false),
      partitions: z.int().positive().default(1),
      replication: z.int().positive().default(1),
    })
    .default({ create: false, partitions: 1, replication: 1 }),
  tls: z
    .strictObject({
      ca_file: z.string().optional(),
      cert_file: z.string().optional(),
      key_file: z.string().optional(),
    })
    .optional(),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: z.string(),
      password: z.string(),
    })
    .optional(),
})

export type KafkaConnection = z.infer<typeof kafkaConnection>

const TOPIC = /^[A-Za-z0-9._-]{1,249}$/

/** What is wrong with a Kafka topic's name, or undefined. */
export const topicNameProblem = (value: Value): string | undefined => {
  if (typeof value !== 'string') return 'a topic is text'
  return TOPIC.test(value) && value !== '.' && value !== '..'
    ? undefined
    : 'a Kafka topic has 1 to 249 letters, digits, dots, underscores and dashes'
}

const topicsProblem = (value: Value): string | undefined =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value])
    .map(topicNameProblem)
    .find((p) => p !== undefined)

export const kafkaSourceOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic, or an array of them.',
    per: 'constant',
    kinds: ['STRING', 'ARRAY'],
    required: true,
    check: topicsProblem,
  },
  {
    name: 'group',
    prose: 'Consumer group; that of the connection unless said.',
    per: 'constant',
    kinds: ['STRING'],
  },
  {
    name: 'start',
    prose: 'Where a group without offsets begins.',
    per: 'constant',
    kinds: ['STRING'],
    values: ['earliest', 'latest'],
  },
]

export const kafkaSinkOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic to write to.',
    per: 'row',
    kinds: ['STRING'],
    required: true,
    check: topicNameProblem,
  },
  {
    name: 'key',
    prose: 'Key of the record: text as UTF-8, INTEGER as digits, an array as JSON; NULL for none.',
    per: 'row',
    kinds: ['STRING', 'INTEGER', 'BYTES', 'ARRAY', 'TIMESTAMP', 'DECIMAL', 'BOOLEAN'],
  },
  { name: 'headers', prose: 'Headers of the record, as an object of texts.', per: 'row', kinds: ['OBJECT'] },
]
