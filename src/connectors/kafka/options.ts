import * as z from 'zod'

/** A connection to a Kafka cluster, as it stands in sluice.yaml. */
export const kafkaConnection = z.strictObject({
  brokers: z.array(z.string().min(1)).min(1),
  client_id: z.string().min(1).default('sluice'),
  client: z
    .enum(['kafkajs', 'rdkafka'])
    .optional()
    .describe('Unless said: kafkajs reads, and node-rdkafka writes where it is installed.'),
  group: z
    .string()
    .min(1)
    .optional()
    .describe('Consumer group of streams that name none; `<client_id>-<connection>` unless said.'),
  group_instance_id: z
    .string()
    .min(1)
    .optional()
    .describe('A static member of its group, which may restart without a rebalance; `client: rdkafka` only.'),
  group_protocol: z
    .enum(['classic', 'consumer'])
    .default('classic')
    .describe('`consumer` is the protocol of KIP-848; `client: rdkafka` only.'),
  session_timeout_ms: z.int().min(1_000).default(30_000),
  settle_timeout_ms: z
    .int()
    .nonnegative()
    .default(10_000)
    .describe(
      "How long a revoked partition's records may take to settle; `client: rdkafka` only, kafkajs does not wait.",
    ),
  request_timeout_ms: z.int().min(1_000).default(30_000),
  fetch_partition_bytes_max: z.int().min(1_024).default(1_048_576),
  acks: z.union([z.literal('all'), z.literal(1)]).default('all'),
  compression: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']).default('none'),
  linger_ms: z.int().nonnegative().default(5),
  message_bytes_max: z
    .int()
    .min(1_024)
    .default(1_000_000)
    .describe('A record with more bytes than this, key and headers included, is rejected before it is sent.'),
  delivery_timeout_ms: z
    .int()
    .min(1_000)
    .default(30_000)
    .describe('How long librdkafka tries to deliver a record before the lane decides what to do.'),
  topics: z
    .strictObject({
      create: z.boolean().default(false),
      partitions: z.int().positive().default(1),
      replication: z.int().positive().default(1),
    })
    .default({ create: false, partitions: 1, replication: 1 })
    .describe('Topics are made only where an operator allows it.'),
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
