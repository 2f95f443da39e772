import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import { Bell } from '../../base/bell.ts'
import type { JournalReader } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Histogram } from '../../base/histogram.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Alarm } from '../alarm.ts'
import type { Lane } from '../lane.ts'
import type { RecordPlace } from '../origin.ts'
import type { RowLedger } from '../row-ledger.ts'
import { chunkBytes, type Backlog } from './backlog.ts'
import { inputOfFrame } from './fetch-input.ts'
import { FrameOrigin } from './frame-origin.ts'
import { rowsFor } from './lane-rows.ts'
import { Outstanding, type Copied } from './outstanding.ts'
import { originalOf, type OwnLog } from './own-log.ts'
import type { TargetRegistry } from './target-registry.ts'

export interface FeedShape {
  readonly lane: Lane
  readonly journal: Journal
  readonly registry: TargetRegistry
  /** All frames below this are done with. */
  readonly cursor: number
  /** Copies that an earlier run has left, and the first frame that is not done with. */
  readonly own?: { readonly log: OwnLog; readonly mark: number; readonly bytes: number } | undefined
  /** Rows that may be between the cursor and the last one that was handed over. */
  readonly aheadRowsMax: number
  /** With the rows that an earlier run has left. */
  readonly backlog: Backlog
  readonly accountOf: (target: TargetShape) => { readonly rows: RowLedger; readonly latency: Histogram }
  readonly nowMs: () => number
  readonly alarm: Alarm
}

/** Why reading has stopped: nothing is left, another log has what comes next, or the feed ends. */
type Stop = 'end' | 'other log' | 'stopped'

/**
 * Hands the rows of synced frames to one lane, in order and once: at once while the lane keeps up, else from disk as
 * it gets room. What was copied into the lane's own log is read from there, and comes before all that is in the shared
 * journal only.
 */
export class LaneFeed {
  readonly lane: Lane
  readonly backlog: Backlog
  /** Rows that were decided, for whoever saves cursors. */
  readonly moved = new Bell()
  private readonly shape: FeedShape
  /** All frames of the journal below this have been handed over, were copied, or have nothing for this lane. */
  private position: number
  /** Synced frames are handed over as they come. */
  private live: boolean
  /** The first frame that the journal did not have when this began. */
  private readonly begun: number
  private own: OwnLog | undefined
  /** Of the copies below the one those of originals below the other are done with: an earlier run has delivered them. */
  private readonly begunOwn: number
  private readonly begunMark: number
  /** Copies from one on, to another without it, are not yet handed over. */
  private ownNext = 0
  private ownEnd = 0
  private ownBytes = 0
  /** Behind the last frame that was handed over, a copy counting as its original. */
  private handed: number
  /** Grows when the position in the journal has moved because of copies. */
  private jumps = 0
  private readonly outstanding = new Outstanding()
  private readonly owner = {
    advance: () => this.advance(),
    fetchInput: (origin: FrameOrigin, of: RecordPlace) =>
      inputOfFrame(origin, of, this.shape.journal, () => this.own?.journal),
  }
  private readonly changed = new Bell()
  private readonly stopped = newAbort()
  private running: Promise<void> | undefined

  constructor(shape: FeedShape) {
    const { cursor, journal, own } = shape
    this.shape = shape
    this.lane = shape.lane
    this.backlog = shape.backlog
    this.position = cursor
    this.handed = own?.mark ?? cursor
    this.begunMark = own?.mark ?? 0
    this.begunOwn = own?.log.journal.syncedBelow ?? 0
    this.begun = journal.next
    if (own !== undefined) {
      this.own = own.log
      this.ownNext = own.log.cursor
      this.ownEnd = own.log.journal.syncedBelow
      this.ownBytes = own.bytes
    }
    this.live = cursor >= journal.syncedBelow && this.ownNext >= this.ownEnd
  }

  /** The first frame of the shared journal that is needed yet. */
  get cursor(): number {
    return this.outstanding.firstShared?.sequence ?? this.handedOver
  }

  /** The first frame that is not done with, copies included; undefined where the lane has no log of its own. */
  get mark(): number | undefined {
    if (this.own === undefined) return undefined
    return this.outstanding.first?.sequence ?? (this.ownNext < this.ownEnd ? this.handed : this.handedOver)
  }

  /** Its log, and the first copy that is needed yet. */
  get copies(): { readonly log: OwnLog; readonly cursor: number } | undefined {
    const { own, outstanding, ownNext } = this
    return own === undefined ? undefined : { log: own, cursor: outstanding.first?.copy ?? ownNext }
  }

  /** What its rows count for that only the shared journal has. */
  get sharedBytes(): number {
    return this.backlog.syncedBytes - this.ownBytes
  }

  /** Every row of a synced frame is decided. */
  get isDone(): boolean {
    const { outstanding, ownEnd, ownNext } = this
    return outstanding.length === 0 && ownNext >= ownEnd && this.cursor >= this.shape.journal.syncedBelow
  }

  /** Frames that wait on disk. */
  get behindFrames(): number {
    return this.ownEnd - this.ownNext + Math.max(0, this.shape.journal.syncedBelow - this.handedOver)
  }

  private get handedOver(): number {
    return this.live ? Math.max(this.position, this.shape.journal.syncedBelow) : this.position
  }

  start(): void {
    this.running ??= this.run().catch((error: unknown) => {
      const words = errorWords(error)
      this.shape.alarm('journal-unreadable', `${this.lane.name} has stopped: ${words}`)
    })
  }

  /** Hands nothing over any more. */
  async stop(): Promise<void> {
    this.position = this.handedOver
    this.live = false
    this.stopped.abort()
    await this.running
  }

  /** A frame has been synced; called in the order of sequences, and for rows that were expected. */
  offer(sequence: number, chunks: readonly OutputChunk[], arrivedMs: number): void {
    for (const chunk of chunks) this.backlog.synced(chunk)
    if (!this.live || sequence < this.position) return
    if (!this.hasRoom()) {
      this.live = false
      this.position = sequence
      this.changed.ring()
      return
    }
    this.position = sequence + 1
    this.push(sequence, undefined, chunks, arrivedMs)
  }

  /**
   * Frames of the journal below that one have their copies in the lane's own log, or have nothing for it: the journal need
   * not keep them for this lane.
   */
  adopt(log: OwnLog, copied: readonly Copied[], below: number): void {
    const { handedOver } = this
    const wasDrained = this.ownNext >= this.ownEnd
    const waiting = copied.filter(({ original }) => original >= handedOver)
    const before = this.outstanding.copiedBytes
    this.outstanding.adopt(copied)
    this.ownBytes += this.outstanding.copiedBytes - before
    for (const { bytes } of waiting) this.ownBytes += bytes
    this.own = log
    this.ownEnd = log.journal.syncedBelow
    if (wasDrained) this.ownNext = waiting[0]?.copy ?? this.ownEnd
    if (handedOver < below) {
      this.position = below
      this.jumps++
    }
    this.changed.ring()
    this.moved.ring()
  }

  private hasRoom(): boolean {
    return !this.lane.queue.quota.full && this.outstanding.rows < this.shape.aheadRowsMax
  }

  private push(
    sequence: number,
    copy: number | undefined,
    chunks: readonly OutputChunk[],
    arrivedMs: number,
  ): void {
    this.handed = Math.max(this.handed, sequence + 1)
    const first = chunks[0]
    if (first === undefined) return
    const count = chunks.reduce((sum, one) => sum + one.count, 0)
    const bytes = chunks.reduce((sum, one) => sum + chunkBytes(one), 0)
    const frame = { journal: this.shape.journal.identity.id, sequence, begun: this.begun }
    const origin = new FrameOrigin(first, frame, { count, bytes }, this.owner)
    origin.copy = copy
    let before = 0
    this.outstanding.push(origin)
    for (const chunk of chunks) {
      const { latency, rows: ledger } = this.shape.accountOf(chunk.target)
      this.lane.push({ chunk, origin, before, ledger, latency, arrivedMs })
      before += chunk.count
    }
  }

  private advance(): void {
    for (let one = this.outstanding.shiftDone(); one !== undefined; one = this.outstanding.shiftDone()) {
      if (one.copy !== undefined) this.ownBytes -= one.bytes
      this.backlog.give(one.rows, one.bytes)
    }
    this.changed.ring()
    this.moved.ring()
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped
    while ((await this.changed.until(() => !this.live, signal)) && !signal.aborted)
      if (this.ownNext < this.ownEnd) await this.readOwn(this.own!, signal)
      else if ((await this.readShared(signal)) === 'stopped') return
  }

  /** Hands over what only the journal has, until nothing is left that is synced, or copies come first. */
  private async readShared(signal: AbortSignal): Promise<Stop> {
    const { journal, nowMs } = this.shape
    const { jumps } = this
    const reader = journal.read(this.position)
    try {
      for (;;) {
        const frames = await reader.next()
        if (signal.aborted) return 'stopped'
        if (jumps !== this.jumps) return 'other log'
        for (const frame of frames) {
          const chunks = rowsFor(frame, this.shape)
          if (chunks.length > 0 && !(await this.room(signal))) return 'stopped'
          if (jumps !== this.jumps) return 'other log'
          this.position = frame.sequence + 1
          this.push(frame.sequence, undefined, chunks, nowMs())
        }
        if (frames.length > 0 || reader.position < journal.syncedBelow) continue
        this.position = reader.position
        this.live = true
        this.backlog.recount(this.outstanding.rows, this.outstanding.bytes)
        this.moved.ring()
        return 'end'
      }
    } finally {
      await this.close(reader, jumps === this.jumps)
    }
  }

  /** Hands over copies, those that came meanwhile too. */
  private async readOwn({ journal }: OwnLog, signal: AbortSignal): Promise<void> {
    const reader = journal.read(this.ownNext)
    try {
      while (this.ownNext < this.ownEnd) {
        const frames = await reader.next()
        if (signal.aborted) return
        for (const frame of frames) {
          // Copies that are not adopted yet are read from the journal as well.
          if (frame.sequence >= this.ownEnd) return
          const original = originalOf(frame.body) ?? 0
          const isDone = frame.sequence < this.begunOwn && original < this.begunMark
          const chunks = isDone ? [] : rowsFor(frame, this.shape)
          if (chunks.length > 0 && !(await this.room(signal))) return
          this.ownNext = frame.sequence + 1
          if (chunks.length > 0) this.push(original, frame.sequence, chunks, this.shape.nowMs())
        }
        if (frames.length === 0) this.ownNext = this.ownEnd
      }
    } finally {
      await this.close(reader)
      if (this.ownNext >= this.ownEnd) this.ownBytes = this.outstanding.copiedBytes
    }
  }

  /** A journal that does not keep frames for this lane any more may have let go of what is being read. */
  private async close(reader: JournalReader, isKept = true): Promise<void> {
    await reader.close()
    const { alarm } = this.shape
    if (reader.lost > 0 && isKept)
      alarm('journal-damaged', `${this.lane.name}: ${String(reader.lost)} frames could not be read`)
  }

  private async room(signal: AbortSignal): Promise<boolean> {
    while (!this.hasRoom()) {
      const isAhead = (): boolean => this.outstanding.rows >= this.shape.aheadRowsMax
      if (!(await this.changed.until(() => !isAhead(), signal))) return false
      if (!(await this.lane.queue.quota.room(signal))) return false
    }
    return !signal.aborted
  }
}
