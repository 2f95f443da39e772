import type { PartitionOwner } from '../../stream/partition-owner.ts'
import type { SessionParts } from './consumer-session.ts'
import { ownPartitions } from './owned-partitions.ts'
import type { PartitionLane } from './partition-lane.ts'
import { laneName } from './partition-lane.ts'
import { rdCode } from './rdkafka-code.ts'
import { promised, type RdConsumer, type RdError, type RdMetadata, type RdPosition } from './rdkafka.ts'
import { startPosition, type LogBounds, type StartPosition } from './start-position.ts'

const ASK_TIMEOUT_MS = 2_000
const ATTEMPTS = 5
const PAUSE_MS = 500
const OFFSET_END = -1
const QUIET_LOOKS = 3

type Place = StartPosition & { readonly topic: string; readonly partition: number }

/** What the group assigns and revokes: librdkafka waits until we have answered, so a revoked partition is settled first. */
export class RdkafkaPlacement {
  private readonly parts: SessionParts
  private readonly consumer: RdConsumer
  private readonly fail: (reason: string) => void
  private readonly looks = new Map<PartitionLane, { readonly at: number; count: number }>()
  private readonly checking = new Set<PartitionLane>()
  private turn: Promise<void> = Promise.resolve()
  private ended = false

  constructor(parts: SessionParts, consumer: RdConsumer, fail: (reason: string) => void) {
    this.parts = parts
    this.consumer = consumer
    this.fail = fail
  }

  /** Leaving must not wait for anything: what was settled is committed before. */
  end(): void {
    this.ended = true
  }

  /** One rebalance after the other. */
  rebalance(error: RdError | undefined, partitions: readonly RdPosition[]): void {
    if (this.ended) {
      this.giveUp(partitions)
      return
    }
    this.turn = this.turn.then(async () => {
      try {
        if (error?.code === rdCode.assignPartitions) await this.assign(partitions)
        else if (error?.code === rdCode.revokePartitions) await this.revoked(partitions)
        else if (error) this.fail(error.message)
      } catch (problem) {
        if (this.ended) this.giveUp(partitions)
        else this.fail((problem as Error).message)
      }
    })
  }

  /** Some partition's place is not in its log; librdkafka does not say which one. */
  checkAll(): void {
    for (const lane of this.parts.intake.lanes) this.check(lane)
  }

  /**
   * Partitions that stand still. An error that comes behind records of the same round is swallowed by node-rdkafka,
   * so the log is asked.
   */
  checkQuiet(): void {
    for (const lane of this.parts.intake.lanes) {
      const look = this.looks.get(lane)
      if (look?.at !== lane.fetched || lane.paused) this.looks.set(lane, { at: lane.fetched, count: 0 })
      else if (++look.count % QUIET_LOOKS === 0) this.check(lane)
    }
    for (const lane of this.looks.keys()) if (lane.over) this.looks.delete(lane)
  }

  private check(lane: PartitionLane): void {
    if (this.checking.has(lane)) return
    this.checking.add(lane)
    this.placeAgain(lane)
      .catch((error: unknown) => this.parts.context.log.debug(`${lane.name}: ${(error as Error).message}`))
      .finally(() => this.checking.delete(lane))
  }

  private assign(partitions: readonly RdPosition[]): Promise<void> {
    const { owner } = this.parts.context
    return owner === undefined ? this.assigned(partitions) : this.assignedOwn(owner)
  }

  /**
   * The group knows us as its member and checks our commits; which partitions are read is decided by whose they are.
   * Those that are read already keep their place.
   */
  private async assignedOwn(owner: PartitionOwner): Promise<void> {
    const { intake } = this.parts
    const own = ownPartitions(owner, await this.patiently(() => this.partitionCounts()))
    const kept = intake.lanes
    await this.assigned(
      own.filter(({ partition, topic }) => intake.lane(topic, partition) === undefined),
      kept,
    )
    const paused = kept.filter((lane) => lane.paused && !lane.over)
    if (paused.length > 0) this.consumer.pause(paused.map(({ partition, topic }) => ({ topic, partition })))
  }

  private async partitionCounts(): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    for (const topic of this.parts.subscription.topics) {
      const { topics } = await promised<RdMetadata>((done) =>
        this.consumer.getMetadata({ topic, timeout: ASK_TIMEOUT_MS }, done),
      )
      counts.set(topic, topics.find(({ name }) => name === topic)?.partitions.length ?? 0)
    }
    return counts
  }

  private async assigned(
    partitions: readonly RdPosition[],
    kept: readonly PartitionLane[] = [],
  ): Promise<void> {
    const { intake } = this.parts
    const places = await this.patiently(() => this.places(partitions))
    if (this.ended) throw new Error('ended')
    for (const { alarm, gap } of places) if (gap !== undefined) this.parts.context.alarm(alarm, gap)
    const positions = [
      ...kept.map(({ fetched, partition, topic }) => ({ topic, partition, offset: fetched })),
      ...places.map(({ offset, partition, topic }) => ({ topic, partition, offset: offset ?? OFFSET_END })),
    ]
    // A place of our own choice is committed before the first record.
    const lanes = places.flatMap(({ isNew, offset, partition, topic }) => {
      if (offset === undefined) return []
      const lane = intake.assign(topic, partition, offset)
      if (!isNew) lane.committed = offset
      return [lane]
    })
    if (lanes.some((lane) => lane.committed === undefined)) await this.parts.flush()
    if (this.isCooperative()) this.consumer.incrementalAssign(positions)
    else this.consumer.assign(positions)
    const halted = places.filter(({ offset }) => offset === undefined)
    if (halted.length > 0) this.consumer.pause(halted.map(({ partition, topic }) => ({ topic, partition })))
    this.parts.context.state(undefined)
  }

  private async revoked(partitions: readonly RdPosition[]): Promise<void> {
    const { context, intake, options } = this.parts
    // Ours stay ours: the next assignment goes on with them.
    if (context.owner !== undefined) {
      this.giveUp(partitions)
      return
    }
    const deadlineMs = context.clock.monotonicMs() + options.settle_timeout_ms
    const lanes = partitions.flatMap(({ partition, topic }) => intake.lane(topic, partition) ?? [])
    const flush = (): Promise<void> => this.parts.flush()
    await Promise.all(lanes.map((lane) => intake.revoke(lane, deadlineMs, flush)))
    await this.parts.transactions?.idle()
    this.giveUp(partitions)
  }

  private giveUp(partitions: readonly RdPosition[]): void {
    try {
      if (this.isCooperative()) this.consumer.incrementalUnassign(partitions)
      else this.consumer.unassign()
    } catch (error) {
      this.parts.context.log.debug(`${this.parts.name}: ${(error as Error).message}`)
    }
  }

  private async places(partitions: readonly RdPosition[]): Promise<readonly Place[]> {
    if (partitions.length === 0) return []
    const committed = await promised<readonly (RdPosition | Error)[]>((done) =>
      this.consumer.committed(partitions, ASK_TIMEOUT_MS, done),
    )
    const places: Place[] = []
    for (const one of committed) {
      if (one instanceof Error) throw one
      const { offset, partition, topic } = one
      const policy = this.parts.subscription.policy(topic)
      const bounds = await this.bounds(topic, partition)
      const known = offset === undefined || offset < 0 ? undefined : offset
      places.push({ topic, partition, ...startPosition(laneName(topic, partition), known, bounds, policy) })
    }
    return places
  }

  private async placeAgain(lane: PartitionLane): Promise<void> {
    const { context, intake, options, subscription } = this.parts
    const { partition, topic } = lane
    const before = lane.fetched
    const bounds = await this.bounds(topic, partition)
    if (lane.over || this.ended || lane.fetched !== before) return
    const { alarm, gap, offset } = startPosition(lane.name, lane.fetched, bounds, subscription.policy(topic))
    if (gap === undefined) {
      if (lane.fetched < bounds.high && !lane.paused) this.readOn(lane)
      return
    }
    context.alarm(alarm, gap)
    if (offset === undefined) return
    const deadlineMs = context.clock.monotonicMs() + options.settle_timeout_ms
    await intake.revoke(lane, deadlineMs, () => this.parts.flush())
    await this.parts.transactions?.idle()
    if (this.ended) return
    const next = intake.assign(topic, partition, offset)
    await this.parts.flush()
    if (!next.over && !this.ended) this.readOn(next)
  }

  /** Reads on at the lane's place. A seek would fail: librdkafka has given the partition up by now. */
  private readOn({ fetched: offset, partition, topic }: PartitionLane): void {
    if (this.isCooperative()) {
      this.consumer.incrementalUnassign([{ topic, partition }])
      this.consumer.incrementalAssign([{ topic, partition, offset }])
    } else
      this.consumer.assign(
        this.parts.intake.lanes.map((lane) => ({
          topic: lane.topic,
          partition: lane.partition,
          offset: lane.fetched,
        })),
      )
  }

  private async bounds(topic: string, partition: number): Promise<LogBounds> {
    const { highOffset, lowOffset } = await promised<{ lowOffset: number; highOffset: number }>((done) =>
      this.consumer.queryWatermarkOffsets(topic, partition, ASK_TIMEOUT_MS, done),
    )
    return { low: lowOffset, high: highOffset }
  }

  private isCooperative(): boolean {
    return this.consumer.rebalanceProtocol() === 'COOPERATIVE'
  }

  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const { clock, signal } = this.parts.context
    for (let attempt = 1; ; attempt++)
      try {
        return await work()
      } catch (error) {
        if (attempt >= ATTEMPTS || this.ended) throw error
        await clock.sleep(PAUSE_MS, signal)
      }
  }
}
