import type { WriteResult } from '../../stream/sink.ts'
import { missingTopicWords } from './topic-admin.ts'
import type { KafkaRecord, KafkaRecords } from './record.ts'

const REMEMBERED_MAX = 10_000

/** How a client answers for topics. */
export interface TopicSource {
  /** Numbers of partitions, of those topics that exist. */
  look(topics: readonly string[]): Promise<Map<string, number>>
  /** Makes them, if the operator allows it. */
  create(topics: readonly string[]): Promise<void>
}

/** Which topics exist, so that a missing one is told by name and a wrong partition is a rejected row. */
export class TopicDirectory {
  private readonly source: TopicSource
  private readonly mayCreate: boolean
  private partitions = new Map<string, number>()

  constructor(source: TopicSource, mayCreate: boolean) {
    this.source = source
    this.mayCreate = mayCreate
  }

  /** Something about topics has turned out to be otherwise. */
  forget(): void {
    this.partitions = new Map()
  }

  /** Looks at topics that are new here; gives what stands in the way of writing to them. */
  async prepare(topics: Iterable<string>): Promise<WriteResult | undefined> {
    const fresh = [...topics].filter((topic) => !this.partitions.has(topic))
    if (fresh.length === 0) return undefined
    if (this.partitions.size > REMEMBERED_MAX) this.forget()
    try {
      await this.learn(fresh)
      const missing = fresh.filter((topic) => !this.partitions.has(topic))
      if (missing.length === 0) return undefined
      if (!this.mayCreate)
        return { kind: 'fatal', slug: 'sink-misconfigured', message: missingTopicWords(missing) }
      await this.source.create(missing)
      await this.learn(missing)
      return missing.every((topic) => this.partitions.has(topic))
        ? undefined
        : { kind: 'retry', message: `topic '${missing[0]}' was made and is not there yet` }
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
  }

  /** Takes out records whose partition does not exist; a topic may have grown, so it is looked at again first. */
  async withPartition({ records, rejections }: KafkaRecords): Promise<readonly KafkaRecord[]> {
    const isOutside = ({ partition, topic }: KafkaRecord): boolean =>
      partition !== null && partition >= (this.partitions.get(topic) ?? 0)
    const outside = records.filter(isOutside)
    if (outside.length === 0) return records
    await this.learn([...new Set(outside.map(({ topic }) => topic))])
    return records.filter((record) => {
      if (!isOutside(record)) return true
      const { index, partition, topic } = record
      const message = `topic '${topic}' has ${this.partitions.get(topic) ?? 0} partitions, and none is ${partition}`
      rejections.push({ index, slug: 'row-refused', message })
      return false
    })
  }

  private async learn(topics: readonly string[]): Promise<void> {
    for (const [topic, count] of await this.source.look(topics)) this.partitions.set(topic, count)
  }
}
