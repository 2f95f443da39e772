import type { Batch } from '../../stream/batch.ts'
import { recordBatch } from '../../stream/record-batch.ts'
import type { Source, SourceContext } from '../../stream/source.ts'
import type { MemoryLog } from './memory-log.ts'

const RETRY_MS = 100

/** Reads a log in memory as a real source reads its server: by lanes and epochs, within the in-flight limit. */
export class MemorySource implements Source {
  private readonly log: MemoryLog
  private readonly batchRecordsMax: number
  private context: SourceContext | undefined
  private epoch = 0
  private connection = 0
  private stopped = false
  /** Per lane: where its epoch began in the log, how far it was read and acknowledged, counted from there. */
  private base: number[] = []
  private position: number[] = []
  private below: number[] = []

  constructor(log: MemoryLog, batchRecordsMax: number) {
    this.log = log
    this.batchRecordsMax = batchRecordsMax
  }

  async open(context: SourceContext): Promise<void> {
    this.context = context
    while (this.log.down && !context.signal.aborted) {
      context.state('the log is down')
      await context.clock.sleep(RETRY_MS, context.signal)
    }
    context.state(undefined)
    this.connection = this.log.connection
    this.assign(context)
  }

  async read(): Promise<Batch | undefined> {
    const context = this.context!
    for (;;) {
      if (this.stopped || context.signal.aborted) return undefined
      if (this.connection !== this.log.connection) await this.renew(context)
      const batch = this.next(context)
      if (batch !== undefined) return batch
      if (this.log.complete && this.caughtUp()) return undefined
      await this.log.changed.wait(context.signal)
    }
  }

  commit(lane: number, epoch: number, below: number): void {
    this.log.commits.push({ lane, epoch, below })
    if (epoch !== this.epoch) return
    this.below[lane] = Math.max(this.below[lane] ?? 0, below)
    this.log.acknowledged[lane] = (this.base[lane] ?? 0) + this.below[lane]
    this.log.changed.ring()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.log.changed.ring()
  }

  async close(): Promise<void> {
    await this.stop()
  }

  private assign(context: SourceContext): void {
    this.epoch++
    this.base = [...this.log.acknowledged]
    this.position = this.log.lanes.map(() => 0)
    this.below = this.log.lanes.map(() => 0)
    this.log.lanes.forEach((_, lane) => context.assigned(lane, this.epoch, `memory/${lane}`))
  }

  private async renew(context: SourceContext): Promise<void> {
    this.connection = this.log.connection
    const deadlineMs = context.clock.monotonicMs() + this.log.graceMs
    await Promise.all(this.log.lanes.map((_, lane) => context.revoked(lane, this.epoch, deadlineMs)))
    this.assign(context)
  }

  private next(context: SourceContext): Batch | undefined {
    for (let lane = 0; lane < this.log.lanes.length; lane++) {
      const first = this.position[lane] ?? 0
      const room = context.inFlightRecordsMax - (first - (this.below[lane] ?? 0))
      const from = (this.base[lane] ?? 0) + first
      const records = this.log.lanes[lane]!.slice(from, from + Math.min(room, this.batchRecordsMax))
      if (records.length === 0) continue
      this.position[lane] = first + records.length
      return recordBatch({ lane, epoch: this.epoch, first }, records)
    }
    return undefined
  }

  private caughtUp(): boolean {
    return this.log.lanes.every(
      (records, lane) => (this.base[lane] ?? 0) + (this.position[lane] ?? 0) >= records.length,
    )
  }
}
