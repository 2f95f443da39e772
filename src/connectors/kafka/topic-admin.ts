import type { Admin, Kafka } from 'kafkajs'
import type { KafkaConnection } from './options.ts'

/** Runs something with an admin client, which is connected only as long. */
export const withAdmin = async <T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect().catch(() => {})
  }
}

/** Numbers of partitions by topic, of those topics that exist. */
export const partitionCounts = async (
  admin: Admin,
  topics: readonly string[],
): Promise<Map<string, number>> => {
  const wanted = new Set(topics)
  const { topics: all } = await admin.fetchTopicMetadata()
  return new Map(
    all.filter(({ name }) => wanted.has(name)).map(({ name, partitions }) => [name, partitions.length]),
  )
}

/** Makes topics, where the operator allows it; those that are there already are fine. */
export const createTopics = async (
  admin: Admin,
  topics: readonly string[],
  { topics: { create, partitions, replication } }: KafkaConnection,
): Promise<void> => {
  if (!create || topics.length === 0) return
  await admin.createTopics({
    waitForLeaders: true,
    topics: topics.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: replication })),
  })
}

/** What an operator reads where topics are missing. */
export const missingTopicWords = (topics: readonly string[]): string =>
  `${topics.length === 1 ? 'topic' : 'topics'} ${topics.map((topic) => `'${topic}'`).join(', ')} ${
    topics.length === 1 ? 'does' : 'do'
  } not exist; create ${topics.length === 1 ? 'it' : 'them'}, or say topics: { create: true } in the connection`

/** Rejects with words for people where a topic does not exist and may not be made. */
export const requireTopics = async (
  admin: Admin,
  topics: readonly string[],
  options: KafkaConnection,
): Promise<void> => {
  const there = await partitionCounts(admin, topics)
  const missing = topics.filter((topic) => !there.has(topic))
  if (missing.length === 0) return
  if (!options.topics.create) throw new Error(missingTopicWords(missing))
  await createTopics(admin, missing, options)
}
