import type { Admin } from 'kafkajs'
import { waitUntil } from './wait-until.ts'

const WAIT_MS = 60_000

/** Makes topics, and waits until each partition has a leader; kafkajs's own waiting gives up on a broker that has just started. */
export const makeTopics = async (
  admin: Admin,
  topics: readonly { readonly topic: string; readonly numPartitions?: number }[],
): Promise<void> => {
  await admin.createTopics({ topics: [...topics], waitForLeaders: false })
  const names = topics.map(({ topic }) => topic)
  await waitUntil(
    `topics ${names.join(', ')} can be written`,
    async () => {
      const found = await admin.fetchTopicMetadata({ topics: names }).catch(() => undefined)
      return topics.every(({ numPartitions = 1, topic }) => {
        const partitions = found?.topics.find(({ name }) => name === topic)?.partitions ?? []
        return partitions.length >= numPartitions && partitions.every(({ leader }) => leader >= 0)
      })
    },
    WAIT_MS,
  )
}
