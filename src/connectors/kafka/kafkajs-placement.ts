import type { Consumer, Kafka } from 'kafkajs'
import type { SessionParts } from './consumer-session.ts'
import { partitionStates, type PartitionState, type TopicPartition } from './kafkajs-positions.ts'
import { laneName, type PartitionLane } from './partition-lane.ts'
import { startPosition } from './start-position.ts'
import { withAdmin } from './topic-admin.ts'

const ATTEMPTS = 3
const PAUSE_MS = 500

/**
 * Decides where partitions are read, instead of kafkajs: it would begin at the default offset, and commit that, by
 * itself. A partition is paused until its place is known, and a new place is committed before the first record.
 */
export class KafkajsPlacement {
  private readonly parts: SessionParts
  private readonly kafka: Kafka
  private readonly consumer: Consumer
  private readonly fail: (reason: string) => void
  private readonly checking = new Set<PartitionLane>()
  /** Grows with every join; a placement of an older one is void. */
  private generation = 0
  private ended = false

  constructor(parts: SessionParts, kafka: Kafka, consumer: Consumer, fail: (reason: string) => void) {
    this.parts = parts
    this.kafka = kafka
    this.consumer = consumer
    this.fail = fail
  }

  end(): void {
    this.ended = true
  }

  /** Partitions that have just been assigned. */
  place(fresh: readonly TopicPartition[]): void {
    const generation = ++this.generation
    if (fresh.length === 0) return
    this.pause(fresh)
    const isVoid = (): boolean => this.ended || generation !== this.generation
    void this.patiently(() => this.placeFresh(fresh, isVoid), isVoid)
  }

  /** kafkajs has moved by itself, or a partition brings nothing: is the lane's place still in the log? */
  check(lane: PartitionLane): void {
    if (this.checking.has(lane)) return
    this.checking.add(lane)
    this.pause([lane])
    const isVoid = (): boolean => this.ended || lane.over
    void this.patiently(() => this.placeAgain(lane, isVoid), isVoid).finally(() => this.checking.delete(lane))
  }

  private async placeFresh(fresh: readonly TopicPartition[], isVoid: () => boolean): Promise<void> {
    const states = await this.states(fresh)
    if (isVoid()) return
    const places = fresh.map((one) => this.start(one, states.get(laneName(one.topic, one.partition))))
    const committed = places.filter(({ isNew }) => isNew)
    await this.commit(committed)
    if (isVoid()) return
    for (const { gap } of places) if (gap !== undefined) this.alarm(gap)
    for (const place of places) if (place.offset !== undefined) this.read(place, place.offset)
  }

  private async placeAgain(lane: PartitionLane, isVoid: () => boolean): Promise<void> {
    const { context, flush, intake, options, subscription } = this.parts
    const state = (await this.states([lane])).get(lane.name)
    if (isVoid() || state === undefined) return
    const { gap, offset } = startPosition(lane.name, lane.fetched, state, subscription.policy(lane.topic))
    // kafkajs has committed its own default by now.
    lane.committed = undefined
    if (gap === undefined) {
      await flush()
      this.seek(lane, lane.fetched)
      return
    }
    this.alarm(gap)
    if (offset === undefined) {
      await flush()
      return
    }
    const deadlineMs = context.clock.monotonicMs() + options.settle_timeout_ms
    await intake.revoke(lane, deadlineMs, () => Promise.resolve())
    if (this.ended) return
    await this.commit([{ topic: lane.topic, partition: lane.partition, offset }])
    this.read(lane, offset)
  }

  private start({ partition, topic }: TopicPartition, state: PartitionState | undefined) {
    const { subscription } = this.parts
    const name = laneName(topic, partition)
    if (state === undefined) throw new Error(`${name} is not among the topic's partitions`)
    return {
      topic,
      partition,
      ...startPosition(name, state.committed, state, subscription.policy(topic)),
    }
  }

  private states(partitions: readonly TopicPartition[]): Promise<Map<string, PartitionState>> {
    const topics = [...new Set(partitions.map(({ topic }) => topic))]
    return withAdmin(this.kafka, (admin) => partitionStates(admin, this.parts.subscription.group, topics))
  }

  private async commit(
    places: readonly (TopicPartition & { readonly offset: number | undefined })[],
  ): Promise<void> {
    const known = places.filter(({ offset }) => offset !== undefined)
    if (known.length === 0) return
    await this.consumer.commitOffsets(
      known.map(({ offset, partition, topic }) => ({ topic, partition, offset: String(offset) })),
    )
  }

  private read({ partition, topic }: TopicPartition, offset: number): void {
    const lane = this.parts.intake.assign(topic, partition, offset)
    lane.committed = offset
    this.seek(lane, offset)
  }

  private seek(lane: PartitionLane, offset: number): void {
    const { partition, topic } = lane
    this.consumer.seek({ topic, partition, offset: String(offset) })
    lane.paused = false
    if (!this.parts.intake.stopped) this.consumer.resume([{ topic, partitions: [partition] }])
  }

  private pause(partitions: readonly TopicPartition[]): void {
    this.consumer.pause(partitions.map(({ partition, topic }) => ({ topic, partitions: [partition] })))
  }

  private alarm(gap: string): void {
    this.parts.context.alarm('offset-out-of-range', gap)
  }

  private async patiently(work: () => Promise<void>, isVoid: () => boolean): Promise<void> {
    const { context, name } = this.parts
    for (let attempt = 1; !isVoid(); attempt++)
      try {
        await work()
        return
      } catch (error) {
        const { message } = error as Error
        context.log.debug(`${name}: partitions were not placed: ${message}`)
        if (attempt >= ATTEMPTS) {
          this.fail(message)
          return
        }
        await context.clock.sleep(PAUSE_MS, context.signal)
      }
  }
}
