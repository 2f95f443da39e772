import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import { Bell } from '../../base/bell.ts'
import { Fifo } from '../../base/fifo.ts'
import { decodeContent } from '../../journal/content/frame-content.ts'
import type { JournalledChunk } from '../../journal/content/rows.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Histogram } from '../../base/histogram.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Alarm } from '../alarm.ts'
import type { Lane } from '../lane.ts'
import type { RowLedger } from '../row-ledger.ts'
import { chunkBytes, type Backlog } from './backlog.ts'
import { FrameOrigin } from './frame-origin.ts'
import type { TargetRegistry } from './target-registry.ts'

export interface FeedShape {
  readonly lane: Lane
  readonly journal: Journal
  readonly registry: TargetRegistry
  /** All frames below this are done with. */
  readonly cursor: number
  /** Rows that may be between the cursor and the last one that was handed over. */
  readonly aheadRowsMax: number
  /** With the rows that an earlier run has left. */
  readonly backlog: Backlog
  readonly accountOf: (target: TargetShape) => { readonly rows: RowLedger; readonly latency: Histogram }
  readonly nowMs: () => number
  readonly alarm: Alarm
}

/**
 * Hands the rows of synced frames to one lane, in order and once: at once while the lane keeps up, else from disk as
 * it gets room. Its cursor is the first frame of which a row is undecided.
 */
export class LaneFeed {
  readonly lane: Lane
  readonly backlog: Backlog
  /** Rows that were decided, for whoever saves cursors. */
  readonly moved = new Bell()
  private readonly shape: FeedShape
  /** All frames below this have been handed over, or have nothing for this lane. */
  private position: number
  /** Synced frames are handed over as they come. */
  private live: boolean
  /** The first frame that the journal did not have when this began. */
  private readonly begun: number
  private aheadRows = 0
  private aheadBytes = 0
  /** Rows of frames that are not synced yet. */
  private unsynced = { rows: 0, bytes: 0 }
  private readonly outstanding = new Fifo<FrameOrigin>()
  private readonly changed = new Bell()
  private readonly stopped = newAbort()
  private running: Promise<void> | undefined

  constructor(shape: FeedShape) {
    this.shape = shape
    this.lane = shape.lane
    this.backlog = shape.backlog
    this.position = shape.cursor
    this.live = shape.cursor >= shape.journal.syncedBelow
    this.begun = shape.journal.next
  }

  get cursor(): number {
    const { journal } = this.shape
    const handedOver = this.live ? Math.max(this.position, journal.syncedBelow) : this.position
    return this.outstanding.at(0)?.sequence ?? handedOver
  }

  /** Every row of a synced frame is decided. */
  get isDone(): boolean {
    return this.outstanding.length === 0 && this.cursor >= this.shape.journal.syncedBelow
  }

  /** Frames that wait on disk. */
  get behindFrames(): number {
    return this.live ? 0 : Math.max(0, this.shape.journal.syncedBelow - this.position)
  }

  start(): void {
    this.running ??= this.run().catch((error: unknown) => {
      const words = errorWords(error)
      this.shape.alarm('journal-unreadable', `${this.lane.name} has stopped: ${words}`)
    })
  }

  /** Hands nothing over any more. */
  async stop(): Promise<void> {
    this.live = false
    this.stopped.abort()
    await this.running
  }

  /** These rows are on their way into the journal: they are a part of the backlog. */
  expect(chunk: OutputChunk): void {
    const bytes = chunkBytes(chunk)
    this.unsynced.rows += chunk.count
    this.unsynced.bytes += bytes
    this.backlog.take(chunk.count, bytes)
  }

  /** A frame has been synced; called in the order of sequences, and for rows that were expected. */
  offer(sequence: number, chunks: readonly OutputChunk[], arrivedMs: number): void {
    for (const chunk of chunks) {
      this.unsynced.rows -= chunk.count
      this.unsynced.bytes -= chunkBytes(chunk)
    }
    if (!this.live || sequence < this.position) return
    if (!this.hasRoom()) {
      this.live = false
      this.position = sequence
      this.changed.ring()
      return
    }
    this.push(sequence, chunks, arrivedMs)
  }

  private hasRoom(): boolean {
    return !this.lane.queue.quota.full && this.aheadRows < this.shape.aheadRowsMax
  }

  private push(sequence: number, chunks: readonly OutputChunk[], arrivedMs: number): void {
    this.position = sequence + 1
    const first = chunks[0]
    if (first === undefined) return
    const count = chunks.reduce((sum, one) => sum + one.count, 0)
    const bytes = chunks.reduce((sum, one) => sum + chunkBytes(one), 0)
    const frame = { journal: this.shape.journal.identity.id, sequence, begun: this.begun }
    const origin = new FrameOrigin(first, frame, { count, bytes }, () => this.advance())
    let before = 0
    this.aheadRows += count
    this.aheadBytes += bytes
    this.outstanding.push(origin)
    for (const chunk of chunks) {
      const { latency, rows: ledger } = this.shape.accountOf(chunk.target)
      this.lane.push({ chunk, origin, before, ledger, latency, arrivedMs })
      before += chunk.count
    }
  }

  private advance(): void {
    while (this.outstanding.at(0)?.left === 0) {
      const { bytes, rows } = this.outstanding.shift()!
      this.aheadRows -= rows
      this.aheadBytes -= bytes
      this.backlog.give(rows, bytes)
    }
    this.changed.ring()
    this.moved.ring()
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped
    while ((await this.changed.until(() => !this.live, signal)) && !signal.aborted) await this.catchUp(signal)
  }

  /** Reads from the cursor until nothing is left that is synced. */
  private async catchUp(signal: AbortSignal): Promise<void> {
    const { journal, nowMs } = this.shape
    const reader = journal.read(this.position)
    try {
      while (!signal.aborted) {
        const frames = await reader.next()
        if (frames.length === 0) {
          if (reader.position < journal.syncedBelow) continue
          this.position = reader.position
          this.live = !signal.aborted
          this.recount()
          this.moved.ring()
          return
        }
        for (const frame of frames) {
          const chunks = this.rowsOf(frame)
          if (chunks.length > 0 && !(await this.room(signal))) return
          this.push(frame.sequence, chunks, nowMs())
        }
      }
    } finally {
      await reader.close()
      if (reader.lost > 0)
        this.shape.alarm(
          'journal-damaged',
          `${this.lane.name}: ${String(reader.lost)} frames could not be read`,
        )
    }
  }

  /** All that waits is known here; rows that were lost with their frames wait no more. */
  private recount(): void {
    const { bytes, rows } = this.unsynced
    this.backlog.set(this.aheadRows + rows, this.aheadBytes + bytes)
  }

  private async room(signal: AbortSignal): Promise<boolean> {
    while (!this.hasRoom()) {
      if (!(await this.changed.until(() => this.aheadRows < this.shape.aheadRowsMax, signal))) return false
      if (!(await this.lane.queue.quota.room(signal))) return false
    }
    return !signal.aborted
  }

  private rowsOf({ body, sequence }: JournalFrame): OutputChunk[] {
    const { alarm, registry } = this.shape
    const wanted = (id: number): TargetShape | undefined =>
      registry.laneOf(id) === this.lane.name ? registry.shapeOf(id) : undefined
    try {
      return decodeContent(body, wanted).rows.map(({ chunk }: JournalledChunk) => chunk)
    } catch (error) {
      const words = errorWords(error)
      alarm('journal-damaged', `${this.lane.name}: frame ${String(sequence)} makes no sense: ${words}`)
      return []
    }
  }
}
