import type { RowPlace } from '../../stream/output.ts'
import type { KafkaConnection } from './options.ts'
import { rdkafkaOptions } from './rdkafka-options.ts'
import { promised, type RdConsumer, type RdModule, type RdPosition } from './rdkafka.ts'

/** Rows of one frame and lane that a position can tell apart. A frame has 4 MB, so fewer fit into it. */
const FRAME_ROWS_MAX = 2 ** 18
const CONNECT_TIMEOUT_MS = 3_000
const ASK_TIMEOUT_MS = 10_000

/** A place of the journal as an offset of Kafka: 2^53 is reached after 2^35 frames. */
const offsetOf = ({ offset, row }: Pick<RowPlace, 'offset' | 'row'>): number => offset * FRAME_ROWS_MAX + row

/** Whether the offset of a group can tell where this row is. */
export const isCountable = (place: RowPlace): boolean =>
  place.row < FRAME_ROWS_MAX - 1 && Number.isSafeInteger(offsetOf(place))

/**
 * How far a lane's rows are written: the offset of a consumer group of its own, in partition 0 of the target's topic.
 * It is moved in the transaction of the rows. Nobody consumes as this group.
 */
export class JournalPosition {
  readonly group: string
  readonly consumer: RdConsumer
  private readonly topic: string
  private next: number | undefined
  private isSeen = false

  constructor(group: string, topic: string, options: KafkaConnection, module: RdModule) {
    this.group = group
    this.topic = topic
    this.consumer = new module.KafkaConsumer(
      { ...rdkafkaOptions(options), 'group.id': group, 'enable.auto.commit': false },
      {},
    )
    this.consumer.on('event.error', () => undefined)
  }

  async connect(): Promise<void> {
    await promised((done) => this.consumer.connect({ timeout: CONNECT_TIMEOUT_MS }, done))
  }

  /** What is known may not hold any more. */
  forget(): void {
    this.next = undefined
  }

  /** Asks where the group stands; false where it is beyond what the journal had when the lane began. */
  async learn({ begun }: RowPlace): Promise<boolean> {
    if (this.next !== undefined) return true
    const [found] = await promised<readonly (RdPosition | Error)[]>((done) =>
      this.consumer.committed([{ topic: this.topic, partition: 0 }], ASK_TIMEOUT_MS, done),
    )
    if (found === undefined || found instanceof Error) throw found ?? new Error('no answer')
    const next = found.offset === undefined || found.offset < 0 ? 0 : found.offset
    // Only the first look can tell: later on there is what this lane itself has written.
    if (!this.isSeen && begun !== undefined && next > offsetOf({ offset: begun, row: 0 })) return false
    this.isSeen = true
    this.next = next
    return true
  }

  isWritten(place: RowPlace): boolean {
    return this.next !== undefined && offsetOf(place) < this.next
  }

  /** What the transaction that has this row as its last one commits. */
  behind(place: RowPlace): readonly Required<RdPosition>[] {
    return [{ topic: this.topic, partition: 0, offset: offsetOf(place) + 1 }]
  }

  /** The transaction is committed. */
  moved([to]: readonly Required<RdPosition>[]): void {
    this.next = to?.offset
  }

  async close(): Promise<void> {
    if (!this.consumer.isConnected()) return
    await new Promise<void>((resolve) => this.consumer.disconnect(resolve))
  }
}
