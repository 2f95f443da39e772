import type { Admin } from 'kafkajs'
import { readNote, type OffsetNote } from './offset-note.ts'
import { laneName } from './partition-lane.ts'
import type { LogBounds } from './start-position.ts'

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Where a group stands in a partition, and what its log holds. */
export interface PartitionState extends LogBounds, TopicPartition {
  readonly committed: number
  /** What was committed beside it. */
  readonly note: OffsetNote
}

/** The state of every partition of these topics, by lane name. `high` is the end for readers of committed records. */
export const partitionStates = async (
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<Map<string, PartitionState>> => {
  const committed = new Map<string, Pick<PartitionState, 'committed' | 'note'>>()
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] }))
    for (const { metadata, offset, partition } of partitions)
      committed.set(laneName(topic, partition), { committed: Number(offset), note: readNote(metadata) })
  const states = new Map<string, PartitionState>()
  for (const topic of topics)
    for (const { high, low, partition } of await admin.fetchTopicOffsets(topic)) {
      const name = laneName(topic, partition)
      const known = committed.get(name) ?? { committed: -1, note: readNote(undefined) }
      states.set(name, { topic, partition, low: Number(low), high: Number(high), ...known })
    }
  return states
}
