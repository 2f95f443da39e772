import { newAbort } from '../base/abort.ts'
import { Bell } from '../base/bell.ts'
import { Fifo } from '../base/fifo.ts'
import { isDiskFull } from './file-system.ts'
import { frameBytes, writeFrame } from './frame.ts'
import type { JournalContext } from './journal-context.ts'
import { notePlace } from './segment-entry.ts'
import type { Segments } from './segments.ts'

interface Waiting {
  readonly sequence: number
  readonly parts: readonly Uint8Array[]
  readonly bytes: number
  readonly synced: (() => void) | undefined
}

/**
 * Writes frames in groups: one sync for all that came while the one before was under way. Whoever waits is told in
 * order, only after the sync.
 */
export class GroupWriter {
  /** All frames below this are synced. */
  syncedBelow: number
  /** The sequence of the next frame. */
  next: number
  /** The disk is full; it is tried again. */
  diskFull = false
  /** Why nothing is written any more: after a failed write or sync nobody knows what the disk holds. */
  failure: Error | undefined
  /** Bytes of frames that are not yet synced. */
  waitingBytes = 0
  groups = 0
  readonly changed = new Bell()
  /** Adds a frame to a group that is about to be written. */
  beforeGroup: (() => readonly Uint8Array[] | undefined) | undefined
  failed: ((error: Error) => void) | undefined
  /** Told when the disk has become full. */
  filled: (() => void) | undefined
  private readonly context: JournalContext
  private readonly segments: Segments
  private readonly waiting = new Fifo<Waiting>()
  private readonly ended = newAbort()
  private running: Promise<void> | undefined
  private buffer = Buffer.allocUnsafeSlow(64 * 1024)

  constructor(context: JournalContext, segments: Segments, next: number) {
    this.context = context
    this.segments = segments
    this.next = next
    this.syncedBelow = next
  }

  /** Takes a frame, whose parts must not change any more; gives its sequence. */
  append(parts: readonly Uint8Array[], synced?: () => void): number {
    const sequence = this.next++
    const bytes = frameBytes(parts)
    this.waitingBytes += bytes
    this.waiting.push({ sequence, parts, bytes, synced })
    if (this.failure === undefined && !this.ended.signal.aborted) this.running ??= this.run()
    return sequence
  }

  /** Resolves with true when all frames so far are synced, with false when that is not to be had. */
  async flush(signal?: AbortSignal): Promise<boolean> {
    const { next } = this
    const isOver = (): boolean => this.failure !== undefined || this.ended.signal.aborted
    await this.changed.until(() => this.syncedBelow >= next || isOver(), signal)
    return this.syncedBelow >= next
  }

  /** Stops at once; what is not yet written stays unwritten. Wait for `flush` first. */
  async close(): Promise<void> {
    this.ended.abort()
    this.changed.ring()
    await this.running
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.ended.signal.aborted) await this.writeGroup(this.take())
    } catch (error) {
      if (!this.ended.signal.aborted) {
        this.failure = error instanceof Error ? error : new Error(String(error))
        this.failed?.(this.failure)
      }
      this.changed.ring()
    } finally {
      this.running = undefined
    }
  }

  private take(): Waiting[] {
    const added = this.beforeGroup?.()
    if (added !== undefined) {
      const bytes = frameBytes(added)
      this.waitingBytes += bytes
      this.waiting.push({ sequence: this.next++, parts: added, bytes, synced: undefined })
    }
    const group: Waiting[] = []
    let bytes = 0
    while (this.waiting.length > 0) {
      bytes += this.waiting.at(0)!.bytes
      if (group.length > 0 && bytes > this.context.limits.groupBytesMax) break
      group.push(this.waiting.shift()!)
    }
    return group
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    for (let from = 0; from < group.length;) {
      const first = group[from]!
      while (!this.segments.fits(first.bytes)) await this.rotate(first)
      let to = from
      let bytes = 0
      while (to < group.length && this.segments.fits(bytes + group[to]!.bytes)) bytes += group[to++]!.bytes
      const frames = group.slice(from, to)
      await this.writeFrames(frames, bytes)
      this.tell(frames)
      from = to
    }
  }

  private tell(frames: readonly Waiting[]): void {
    this.groups++
    for (const { bytes, sequence, synced } of frames) {
      this.waitingBytes -= bytes
      this.syncedBelow = sequence + 1
      synced?.()
    }
    this.changed.ring()
  }

  private async rotate(first: Waiting): Promise<void> {
    try {
      await this.segments.rotate(first.sequence, first.bytes)
      this.diskFull = false
    } catch (error) {
      await this.waitForRoom(error)
    }
  }

  private async writeFrames(frames: readonly Waiting[], bytes: number): Promise<void> {
    const { active } = this.segments
    const mark = { id: this.context.id, segment: active.entry.number }
    if (bytes > this.buffer.length)
      this.buffer = Buffer.allocUnsafeSlow(Math.max(bytes, this.buffer.length * 2))
    const ends: number[] = []
    let at = 0
    for (const { parts, sequence } of frames)
      ends.push((at = writeFrame(this.buffer, at, mark, sequence, this.syncedBelow, parts)))
    while (!(await this.tryToWrite(this.buffer.subarray(0, at))));
    await active.file.sync()
    frames.forEach(({ sequence }, k) => notePlace(active.entry, sequence, active.at + (ends[k - 1] ?? 0)))
    active.at += at
    active.entry.bytes = Math.max(active.entry.bytes, active.at)
    active.entry.end = frames.at(-1)!.sequence + 1
  }

  /** A full disk leaves the segment as it was: its last whole frame is its end. */
  private async tryToWrite(bytes: Buffer): Promise<boolean> {
    const { at, file } = this.segments.active
    try {
      await file.write(bytes, at)
      this.diskFull = false
      return true
    } catch (error) {
      if (isDiskFull(error)) await file.truncate(at)
      await this.waitForRoom(error)
      return false
    }
  }

  private async waitForRoom(error: unknown): Promise<void> {
    if (!isDiskFull(error)) throw error
    if (!this.diskFull) this.filled?.()
    this.diskFull = true
    this.changed.ring()
    await this.context.clock.sleep(this.context.limits.fullRetryMs, this.ended.signal)
    if (this.ended.signal.aborted) throw error
  }
}
