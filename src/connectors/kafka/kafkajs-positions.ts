import type { Admin } from 'kafkajs'
import { laneName } from './partition-lane.ts'
import type { LogBounds } from './start-position.ts'

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Where a group stands in a partition, and what its log holds. */
export interface PartitionState extends LogBounds {
  readonly committed: number
}

/** The state of every partition of these topics, by lane name. `high` is the end for readers of committed records. */
export const partitionStates = async (
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<Map<string, PartitionState>> => {
  const committed = new Map<string, number>()
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] }))
    for (const { offset, partition } of partitions) committed.set(laneName(topic, partition), Number(offset))
  const states = new Map<string, PartitionState>()
  for (const topic of topics)
    for (const { high, low, partition } of await admin.fetchTopicOffsets(topic)) {
      const name = laneName(topic, partition)
      states.set(name, { low: Number(low), high: Number(high), committed: committed.get(name) ?? -1 })
    }
  return states
}
