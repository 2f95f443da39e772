import * as z from 'zod'

/** A connection to a Kafka cluster, as it stands in sluice.yaml. */
export const kafkaConnection = z.strictObject({
  brokers: z
    .array(z.string().min(1))
    .min(1)
    .describe('Brokers to begin with, as host:port; the cluster names the others.'),
  client_id: z.string().min(1).default('sluice').describe('Name under which brokers know the worker.'),
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
  session_timeout_ms: z
    .int()
    .min(1_000)
    .default(30_000)
    .describe('Time without a heartbeat after which the group gives the partitions to others.'),
  settle_timeout_ms: z
    .int()
    .nonnegative()
    .default(10_000)
    .describe(
      "How long a revoked partition's records may take to settle; `client: rdkafka` only, kafkajs does not wait.",
    ),
  request_timeout_ms: z.int().min(1_000).default(30_000).describe('Time for one request and its answer.'),
  fetch_partition_bytes_max: z
    .int()
    .min(1_024)
    .default(1_048_576)
    .describe('Bytes of one partition in one fetch.'),
  acks: z
    .union([z.literal('all'), z.literal(1)])
    .default('all')
    .describe(
      'Which replicas confirm a record: all that are in sync, or the leader alone, which may lose it.',
    ),
  compression: z
    .enum(['none', 'gzip', 'snappy', 'lz4', 'zstd'])
    .default('none')
    .describe('Compression of batches that are written.'),
  linger_ms: z
    .int()
    .nonnegative()
    .default(5)
    .describe('How long a record may wait for others to fill its batch.'),
  message_bytes_max: z
    .int()
    .min(1_024)
    .default(1_000_000)
    .describe('A record with more bytes than this, key and headers included, is rejected before it is sent.'),
  id_headers: z
    .enum(['id and version', 'id', 'none'])
    .default('id')
    .describe(
      'Headers that say what a record is: its output id, and the version of its rule; each has its cost.',
    ),
  delivery_timeout_ms: z
    .int()
    .min(1_000)
    .default(30_000)
    .describe('How long librdkafka tries to deliver a record before the lane decides what to do.'),
  topics: z
    .strictObject({
      create: z.boolean().default(false).describe('May topics be made that are not there?'),
      partitions: z.int().positive().default(1).describe('Partitions of a topic that is made.'),
      replication: z.int().positive().default(1).describe('Replicas of a topic that is made.'),
    })
    .default({ create: false, partitions: 1, replication: 1 })
    .describe('Topics are made only where an operator allows it.'),
  tls: z
    .strictObject({
      ca_file: z.string().optional().describe('Certificates to trust, PEM, in place of the usual ones.'),
      cert_file: z.string().optional().describe('Our certificate, PEM.'),
      key_file: z.string().optional().describe('Key of our certificate, PEM.'),
    })
    .optional()
    .describe('TLS with verification; {} for the usual certificates.'),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).describe('How the user is proved.'),
      username: z.string().describe('User of the cluster.'),
      password: z.string().describe('Password of that user, best by reference: ${file:/run/secrets/kafka}.'),
    })
    .optional()
    .describe('Authentication by SASL.'),
})

export type KafkaConnection = z.infer<typeof kafkaConnection>
