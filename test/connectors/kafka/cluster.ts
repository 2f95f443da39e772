import { randomUUID } from 'node:crypto'
import kafkajs, { type Admin, type Kafka, type ITopicConfig, type Message } from 'kafkajs'
import { need } from '../../servers/need.ts'

/** The test's own look at a Kafka server, through kafkajs. */
export class Cluster {
  readonly url: string
  readonly kafka: Kafka

  constructor(url: string) {
    this.url = url
    this.kafka = new kafkajs.Kafka({
      clientId: 'test',
      brokers: [url],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 10 },
    })
  }

  /** The shared server. */
  static async shared(): Promise<Cluster> {
    return new Cluster((await need('kafka')).url)
  }

  async admin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin()
    await admin.connect()
    try {
      return await work(admin)
    } finally {
      await admin.disconnect()
    }
  }

  /** A new topic with a name of its own. */
  async topic(numPartitions = 1, more: Partial<ITopicConfig> = {}): Promise<string> {
    const topic = `t-${randomUUID()}`
    await this.make(topic, numPartitions, more)
    return topic
  }

  /** Deletes a topic and makes it anew under its name. */
  async remake(topic: string, numPartitions = 1): Promise<void> {
    await this.admin((admin) => admin.deleteTopics({ topics: [topic] }))
    for (let isMade = false; !isMade;)
      isMade = await this.make(topic, numPartitions, {}).then(
        () => true,
        () => false,
      )
  }

  private async make(topic: string, numPartitions: number, more: Partial<ITopicConfig>): Promise<void> {
    await this.admin(async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions, ...more }], waitForLeaders: false })
      // A broker that has just started may not know a topic that it has just made; kafkajs's own waiting gives up then.
      for (let hasLeaders = false; !hasLeaders;) {
        const found = await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined)
        const partitions = found?.topics[0]?.partitions ?? []
        hasLeaders = partitions.length >= numPartitions && partitions.every(({ leader }) => leader >= 0)
        if (!hasLeaders) await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })
  }

  /** Writes plain messages. */
  async write(topic: string, messages: readonly Message[]): Promise<void> {
    // A broker that is slow to know a new topic makes the client send again.
    const producer = this.kafka.producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      idempotent: true,
      maxInFlightRequests: 1,
    })
    await producer.connect()
    for (let at = 0; at < messages.length; at += 5_000)
      await producer.send({ topic, messages: messages.slice(at, at + 5_000) })
    await producer.disconnect()
  }

  /** What the group has committed, by partition; -1 for none. */
  committed(group: string, topic: string): Promise<readonly number[]> {
    return this.admin(async (admin) => {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] })
      return [...(found?.partitions ?? [])]
        .sort((a, b) => a.partition - b.partition)
        .map(({ offset }) => Number(offset))
    })
  }

  /** What was noted beside the group's offset in partition 0. */
  noted(group: string, topic: string): Promise<string> {
    return this.admin(async (admin) => {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] })
      return found?.partitions.find(({ partition }) => partition === 0)?.metadata ?? ''
    })
  }

  /** Commits as a member of the group, with a note. */
  async commit(group: string, topic: string, offset: number, metadata: string): Promise<void> {
    const consumer = this.kafka.consumer({ groupId: group })
    await consumer.connect()
    await consumer.subscribe({ topic })
    const joined = new Promise<void>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve())
    })
    await consumer.run({ autoCommit: false, eachBatch: async () => {} })
    await joined
    await consumer.commitOffsets([{ topic, partition: 0, offset: String(offset), metadata }])
    await consumer.disconnect()
  }

  async setCommitted(group: string, topic: string, offset: number): Promise<void> {
    await this.admin((admin) =>
      admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 0, offset: String(offset) }] }),
    )
  }
}

/** Messages whose values are the numbers from..to as text, each its own key. */
export const numbered = (from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, k) => ({ key: String(from + k), value: String(from + k) }))
