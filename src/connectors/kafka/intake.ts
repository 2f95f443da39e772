import { Bell } from '../../base/bell.ts'
import type { Batch } from '../../stream/batch.ts'
import type { SourceContext } from '../../stream/source.ts'
import { KafkaBatch } from './kafka-batch.ts'
import { laneName, PartitionLane } from './partition-lane.ts'
import type { RecordChunk } from './record-chunk.ts'

/**
 * Between a Kafka client and the engine: the lanes that are assigned, what was fetched for them, and what may be in
 * flight. Half of the limit is for whoever comes first, half is shared out evenly, so that one stuck partition does
 * not stop the others. A partition keeps its lane number for as long as the source lives.
 */
export class Intake {
  /** Rings when something was handed out, settled, or has ended. */
  readonly changed = new Bell()
  stopped = false
  private readonly context: SourceContext
  private readonly arrived = new Bell()
  /** Number and last epoch of every partition that was ever assigned. */
  private readonly known = new Map<string, { readonly number: number; epoch: number }>()
  private readonly byName = new Map<string, PartitionLane>()
  private readonly byNumber = new Map<number, PartitionLane>()
  private failure: Error | undefined
  private turn = 0
  private inFlightBytes = 0

  constructor(context: SourceContext) {
    this.context = context
  }

  get lanes(): PartitionLane[] {
    return [...this.byNumber.values()]
  }

  lane(topic: string, partition: number): PartitionLane | undefined {
    return this.byName.get(laneName(topic, partition))
  }

  /** The lane of that number, as long as this epoch lasts. */
  current(number: number, epoch: number): PartitionLane | undefined {
    const lane = this.byNumber.get(number)
    return lane?.epoch === epoch ? lane : undefined
  }

  /** A new epoch of a partition begins at this offset. */
  assign(topic: string, partition: number, offset: number): PartitionLane {
    const name = laneName(topic, partition)
    const before = this.byName.get(name)
    if (before !== undefined) this.lose(before)
    const known = this.known.get(name) ?? { number: this.known.size, epoch: 0 }
    this.known.set(name, known)
    known.epoch++
    const lane = new PartitionLane(known.number, known.epoch, topic, partition, offset)
    this.byName.set(name, lane)
    this.byNumber.set(lane.number, lane)
    this.context.assigned(lane.number, lane.epoch, name)
    return lane
  }

  push(lane: PartitionLane, chunk: RecordChunk): void {
    if (lane.over || lane.closing || this.stopped) return
    lane.fetched = chunk.nextOffset
    lane.emptyFetches = 0
    lane.pending.push(chunk)
    this.arrived.ring()
  }

  /** The log has nothing for us before this offset: control records, or records of aborted transactions. */
  pass(lane: PartitionLane, offset: number): void {
    if (lane.over || offset < lane.fetched) return
    lane.fetched = offset
    const last = lane.pending.at(lane.pending.length - 1)
    if (last === undefined) lane.window.pass(offset)
    else last.nextOffset = offset
  }

  commit(number: number, epoch: number, below: number): number {
    const lane = this.current(number, epoch)
    if (lane === undefined) return 0
    const bytesBefore = lane.window.bytes
    const settled = lane.window.settle(below)
    if (settled === 0) return 0
    this.inFlightBytes -= bytesBefore - lane.window.bytes
    this.arrived.ring()
    this.changed.ring()
    return settled
  }

  /** The partition is somebody else's already: what is in flight will be read again. */
  lose(lane: PartitionLane): void {
    if (lane.over) return
    this.forget(lane)
    const nowMs = this.context.clock.monotonicMs()
    this.context.revoked(lane.number, lane.epoch, nowMs).catch(() => {})
  }

  /** Ends a lane in order: nothing more is handed out, and what is in flight has time until the deadline. */
  async revoke(
    lane: PartitionLane,
    deadlineMs: number,
    commit: (lane: PartitionLane) => Promise<void>,
  ): Promise<void> {
    if (lane.over) return
    lane.closing = true
    await this.context.revoked(lane.number, lane.epoch, deadlineMs)
    await commit(lane)
    if (!lane.over) this.forget(lane)
  }

  /** The next records; waits for the first. undefined when stopped. */
  async read(): Promise<Batch | undefined> {
    for (;;) {
      if (this.failure !== undefined) throw this.failure
      if (this.stopped) return undefined
      const batch = this.next()
      if (batch !== undefined) return batch
      await this.arrived.wait()
    }
  }

  /** Whoever reads is told: the source may not go on. */
  fail(failure: Error): void {
    this.failure ??= failure
    this.arrived.ring()
  }

  stop(): void {
    this.stopped = true
    this.arrived.ring()
    this.changed.ring()
  }

  /** Resolves with true when everything that was fetched is handed out, with false when that takes too long. */
  async drained(isDrained: () => boolean, withinMs: number): Promise<boolean> {
    if (isDrained()) return true
    const late = new AbortController()
    const done = this.changed.until(isDrained, late.signal)
    await Promise.race([done, this.context.clock.sleep(withinMs, late.signal)])
    late.abort()
    return done
  }

  private next(): Batch | undefined {
    const lanes = this.lanes
    const share = Math.max(1, Math.floor(this.context.inFlightRecordsMax / 2 / lanes.length))
    let common = Math.ceil(this.context.inFlightRecordsMax / 2)
    for (const { window } of lanes) common -= Math.max(0, window.records - share)
    for (let k = 0; k < lanes.length; k++) {
      const lane = lanes[(this.turn + k) % lanes.length]!
      if (lane.pending.length === 0 || lane.closing || this.bytesFull(lane, lanes.length)) continue
      // What a lane has beyond its share it has from the common half.
      const room = Math.max(0, common) + Math.max(0, share - lane.window.records)
      if (room === 0) continue
      this.turn = (this.turn + k + 1) % lanes.length
      return this.handOut(lane, room)
    }
    return undefined
  }

  private bytesFull({ window: { bytes } }: PartitionLane, lanes: number): boolean {
    const half = this.context.inFlightBytesMax / 2
    return (
      this.inFlightBytes >= half * 2 || (this.inFlightBytes >= half && bytes > 0 && bytes >= half / lanes)
    )
  }

  private handOut(lane: PartitionLane, room: number): Batch {
    const chunk = lane.pending.at(0)!
    const from = lane.handedOut
    const to = Math.min(chunk.count, from + room)
    const bytes = chunk.end[to - 1]! - chunk.start[from]!
    const position = to === chunk.count ? chunk.nextOffset : chunk.offsets[to]!
    const first = lane.window.add(chunk.offsets.subarray(from, to), bytes, position)
    this.inFlightBytes += bytes
    lane.handedOut = to
    if (to === chunk.count) {
      lane.pending.shift()
      lane.handedOut = 0
      this.changed.ring()
    }
    const { epoch, number, partition, topic } = lane
    return new KafkaBatch({ lane: number, epoch, first, topic, partition }, chunk, from, to)
  }

  private forget(lane: PartitionLane): void {
    lane.over = true
    this.inFlightBytes -= lane.window.bytes
    this.byName.delete(lane.name)
    this.byNumber.delete(lane.number)
    this.changed.ring()
  }
}
