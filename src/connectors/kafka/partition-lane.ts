import { Fifo } from '../../base/fifo.ts'
import { OffsetWindow } from './offset-window.ts'
import type { RecordChunk } from './record-chunk.ts'

/** One assignment of one partition: what was fetched and waits, and what is in flight. */
export class PartitionLane {
  readonly number: number
  readonly epoch: number
  readonly topic: string
  readonly partition: number
  readonly name: string
  readonly window: OffsetWindow
  /** Fetched, and not yet or only partly handed out. */
  readonly pending = new Fifo<RecordChunk>()
  /** Records of the oldest chunk that were handed out. */
  handedOut = 0
  /** The offset that is fetched next. */
  fetched: number
  /** Of the topic, where it is known. */
  topicId: string | undefined
  /** The offset that the group has, as far as this lane knows. */
  committed: number | undefined
  /** Set while the client is told not to fetch it. */
  paused = false
  /** Fetches since the last one that brought something. */
  emptyFetches = 0
  /** Hands nothing out any more: it is being revoked. */
  closing = false
  /** The assignment has ended; what comes later does not count. */
  over = false

  constructor(number: number, epoch: number, topic: string, partition: number, offset: number) {
    this.number = number
    this.epoch = epoch
    this.topic = topic
    this.partition = partition
    this.name = laneName(topic, partition)
    this.fetched = offset
    this.window = new OffsetWindow(offset)
  }
}

export const laneName = (topic: string, partition: number): string => `${topic}/${partition}`
