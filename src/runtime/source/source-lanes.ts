import { errorWords } from '../../base/error-words.ts'
import type { Quota } from '../../base/quota.ts'
import type { Batch } from '../../stream/batch.ts'
import type { Source } from '../../stream/source.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import { SourceLane } from './source-lane.ts'

/** The lanes of one opened source: at most one epoch of each is current. */
export class SourceLanes {
  private readonly name: string
  private readonly source: Source
  private readonly quota: Quota
  private readonly context: RuntimeContext
  private readonly receiptsOf: string | undefined
  private readonly current = new Map<number, SourceLane>()
  /** Epochs that are over but have rows on their way. */
  private readonly old = new Set<SourceLane>()

  constructor(
    name: string,
    source: Source,
    quota: Quota,
    context: RuntimeContext,
    receiptsOf: string | undefined,
  ) {
    this.name = name
    this.source = source
    this.quota = quota
    this.context = context
    this.receiptsOf = receiptsOf
  }

  get count(): number {
    return this.current.size
  }

  assigned(lane: number, epoch: number, name: string): void {
    this.end(lane)
    const { failpoint, limits, run } = this.context
    const shape = {
      identity: run,
      source: this.name,
      lane,
      epoch,
      name,
      receiptsOf: this.receiptsOf,
      recordsMax: limits.inFlightRecordsMax * 4,
      quota: this.quota,
      commit: (below: number): void => {
        failpoint('before-commit')
        this.commit(lane, epoch, below)
      },
    }
    this.current.set(lane, new SourceLane(shape))
  }

  async revoked(lane: number, epoch: number, deadlineMs: number): Promise<void> {
    const ending = this.current.get(lane)
    if (ending === undefined || ending.epoch !== epoch) return
    const { clock } = this.context
    const late = new AbortController()
    const settled = ending.settled(late.signal)
    const timer = new AbortController()
    await Promise.race([settled, clock.sleep(Math.max(0, deadlineMs - clock.monotonicMs()), timer.signal)])
    timer.abort()
    late.abort()
    if (this.current.get(lane) === ending) this.end(lane)
  }

  /** The lane that a batch belongs to; undefined where its epoch is over: it will come again. */
  of(batch: Batch): SourceLane | undefined {
    const lane = this.current.get(batch.lane)
    return lane?.epoch === batch.epoch ? lane : undefined
  }

  /** All epochs are over; the source is about to be opened anew. */
  endAll(): void {
    for (const lane of [...this.current.keys()]) this.end(lane)
  }

  /** Gives all memory back; for the end of the engine. */
  abandon(): void {
    this.endAll()
    for (const lane of this.old) lane.abandon()
    this.old.clear()
  }

  /** A source that breaks its contract here must not harm the sink lane that has just settled a row. */
  private commit(lane: number, epoch: number, below: number): void {
    try {
      this.source.commit(lane, epoch, below)
    } catch (error) {
      this.context.alarm('commit-failed', `${this.name}: ${errorWords(error)}`)
    }
  }

  private end(lane: number): void {
    const ending = this.current.get(lane)
    if (ending === undefined) return
    this.current.delete(lane)
    ending.over = true
    for (const one of this.old) if (one.inFlight === 0) this.old.delete(one)
    if (ending.inFlight > 0) this.old.add(ending)
  }
}
