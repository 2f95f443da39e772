import type { Consumer, Kafka } from 'kafkajs'
import type { SessionParts } from './consumer-session.ts'
import { partitionStates, type PartitionState, type TopicPartition } from './kafkajs-positions.ts'
import { noteText } from './offset-note.ts'
import { laneName, type PartitionLane } from './partition-lane.ts'
import { startPosition } from './start-position.ts'
import { withAdmin } from './topic-admin.ts'
import { topicIds } from './topic-ids.ts'

interface Topical extends TopicPartition {
  readonly topicId: string | undefined
}

type TopicState = PartitionState & Topical

/** Both are known, and they differ. */
const isOther = (before: string | undefined, now: string | undefined): boolean =>
  before !== undefined && now !== undefined && before !== now

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
    for (const { alarm, gap } of places) if (gap !== undefined) this.parts.context.alarm(alarm, gap)
    for (const place of places) if (place.offset !== undefined) this.read(place, place.offset)
  }

  private async placeAgain(lane: PartitionLane, isVoid: () => boolean): Promise<void> {
    const { context, flush, intake, options, subscription } = this.parts
    const state = (await this.states([lane])).get(lane.name)
    if (isVoid() || state === undefined) return
    const isRemade = isOther(lane.topicId, state.topicId)
    const doubt = { isRemade, otherJournal: undefined }
    const policy = subscription.policy(lane.topic)
    const { alarm, gap, offset } = startPosition(lane.name, lane.fetched, state, policy, doubt)
    // kafkajs has committed its own default by now.
    lane.committed = undefined
    if (gap === undefined) {
      await flush()
      this.seek(lane, lane.fetched)
      return
    }
    context.alarm(alarm, gap)
    if (offset === undefined) {
      await flush()
      return
    }
    const deadlineMs = context.clock.monotonicMs() + options.settle_timeout_ms
    await intake.revoke(lane, deadlineMs, () => Promise.resolve())
    if (this.ended) return
    const place = { topic: lane.topic, partition: lane.partition, topicId: state.topicId }
    await this.commit([{ ...place, offset }])
    this.read(place, offset)
  }

  private start({ partition, topic }: TopicPartition, state: TopicState | undefined) {
    const { context, subscription } = this.parts
    const name = laneName(topic, partition)
    if (state === undefined) throw new Error(`${name} is not among the topic's partitions`)
    const { committed, note, topicId } = state
    const isMine = context.owner === undefined || !isOther(note.journal, context.owner.journal)
    const doubt = {
      isRemade: isOther(note.topicId, topicId),
      otherJournal: isMine ? undefined : note.journal,
    }
    const position = startPosition(name, committed, state, subscription.policy(topic), doubt)
    return { topic, partition, topicId, ...position }
  }

  private async states(partitions: readonly TopicPartition[]): Promise<Map<string, TopicState>> {
    const topics = [...new Set(partitions.map(({ topic }) => topic))]
    const { group } = this.parts.subscription
    const ids = await topicIds(this.kafka, topics)
    const states = await withAdmin(this.kafka, (admin) => partitionStates(admin, group, topics))
    return new Map([...states].map(([name, state]) => [name, { ...state, topicId: ids.get(state.topic) }]))
  }

  private async commit(
    places: readonly (Topical & { readonly offset: number | undefined })[],
  ): Promise<void> {
    const known = places.filter(({ offset }) => offset !== undefined)
    if (known.length === 0) return
    await this.consumer.commitOffsets(
      known.map(({ offset, partition, topic, topicId }) => ({
        topic,
        partition,
        offset: String(offset),
        metadata: noteText(topicId, this.parts.context.owner),
      })),
    )
  }

  private read({ partition, topic, topicId }: Topical, offset: number): void {
    const lane = this.parts.intake.assign(topic, partition, offset)
    lane.committed = offset
    lane.topicId = topicId
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
