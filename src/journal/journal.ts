import type { Bell } from '../base/bell.ts'
import type { CursorFile } from './cursor-file.ts'
import { readChecked, writeChecked } from './checked-file.ts'
import { GroupWriter } from './group-writer.ts'
import type { JournalIdentity } from './identity.ts'
import type { JournalContext } from './journal-context.ts'
import { JournalReader } from './journal-reader.ts'
import type { JournalLimits } from './limits.ts'
import type { RecoveryReport } from './recovery.ts'
import type { Segments } from './segments.ts'

export interface JournalParts {
  readonly context: JournalContext
  readonly identity: JournalIdentity
  readonly segments: Segments
  readonly cursors: CursorFile
  readonly report: RecoveryReport
  readonly release: () => void
}

export interface JournalSnapshot {
  readonly frames: number
  readonly bytes: number
  readonly segments: number
  readonly diskFull: boolean
  readonly failure: string | undefined
  readonly groups: number
}

/** An open journal. Nobody else has it open. */
export class Journal {
  readonly identity: JournalIdentity
  readonly report: RecoveryReport
  private readonly parts: JournalParts
  private readonly writer: GroupWriter
  private readonly lanes: Map<number, number>
  private readonly marks: ReadonlyMap<number, number>
  /** Bytes that belong to this journal and are elsewhere: copies of its frames. */
  private beside = (): number => 0
  private saving: Promise<void> = Promise.resolve()

  constructor(parts: JournalParts) {
    this.parts = parts
    this.identity = parts.identity
    this.report = parts.report
    const { found } = parts.cursors
    this.lanes = new Map(typeof found === 'string' ? [] : found.lanes)
    this.marks = new Map(typeof found === 'string' ? [] : found.marks)
    this.writer = new GroupWriter(parts.context, parts.segments, parts.segments.active.entry.end)
  }

  /** All frames below this would survive a power failure. */
  get syncedBelow(): number {
    return this.writer.syncedBelow
  }

  /** The sequence that the next frame gets. */
  get next(): number {
    return this.writer.next
  }

  /** The oldest frame that is still there, or would be. */
  get first(): number {
    return this.parts.segments.entries[0]?.first ?? this.syncedBelow
  }

  /** Number of the segment that is written. */
  get segment(): number {
    return this.parts.segments.active.entry.number
  }

  /** Rings after each sync, when room was made, and when the journal has failed. */
  get changed(): Bell {
    return this.writer.changed
  }

  /** Why the journal has stopped for good: a write or a sync has failed. Nothing is confirmed any more. */
  get failure(): Error | undefined {
    return this.writer.failure
  }

  onFailure(failed: (error: Error) => void): void {
    this.writer.failed = failed
  }

  /** Tells when the disk has become full; appending then waits for room. */
  onDiskFull(filled: () => void): void {
    this.writer.filled = filled
  }

  /** Asked for one more frame whenever a group is about to be written. */
  beforeGroup(give: () => readonly Uint8Array[] | undefined): void {
    this.writer.beforeGroup = give
  }

  /**
   * Takes a frame, made of parts that must not change any more; gives its sequence. `synced` is called, in the order of
   * appending, when it would survive a power failure. Ask for `room` first.
   */
  append(parts: readonly Uint8Array[], synced?: () => void): number {
    return this.writer.append(parts, synced)
  }

  /** No more should be appended now: the quota is used up, too much waits, or the disk is full. */
  get full(): boolean {
    const { limits } = this.parts.context
    const { diskFull, failure, waitingBytes } = this.writer
    return (
      failure !== undefined ||
      diskFull ||
      waitingBytes >= limits.waitingBytesMax ||
      this.parts.segments.bytes + this.beside() > limits.journalBytesMax
    )
  }

  /** Bytes elsewhere that count as this journal's own. */
  countBeside(bytes: () => number): void {
    this.beside = bytes
  }

  /** From here on frames are kept whoever needs them. */
  get keptFrom(): number {
    return this.parts.segments.entries.at(-2)?.first ?? this.first
  }

  get limits(): JournalLimits {
    return this.parts.context.limits
  }

  /** About how much disk the frames from a sequence on take. */
  bytesFrom(sequence: number): number {
    return this.parts.segments.bytesFrom(sequence)
  }

  /** Resolves with true when there is room, with false when the signal was aborted first. */
  room(signal?: AbortSignal): Promise<boolean> {
    return this.changed.until(() => !this.full, signal)
  }

  /** Resolves with true when all that was appended is synced, with false where that is not to be had. */
  flush(signal?: AbortSignal): Promise<boolean> {
    return this.writer.flush(signal)
  }

  /** Reads synced frames from a sequence on. */
  read(from: number): JournalReader {
    const { context, segments } = this.parts
    return new JournalReader(context, segments, () => this.syncedBelow, from)
  }

  /** Where a lane goes on: its cursor, or undefined where it has none. */
  cursor(lane: number): number | undefined {
    return this.lanes.get(lane)
  }

  /** The first frame that a lane with copies is not done with, as it was saved. */
  mark(lane: number): number | undefined {
    return this.marks.get(lane)
  }

  /**
   * Saves how far lanes are and lets go of the segments that nobody needs. `marks` are for lanes with copies of their own:
   * these frames are done with, so their copies are.
   */
  saveCursors(
    cursors: ReadonlyMap<number, number>,
    marks: ReadonlyMap<number, number> = new Map(),
  ): Promise<void> {
    this.saving = this.saving
      .catch(() => undefined)
      .then(async () => {
        const { context, cursors: file, segments } = this.parts
        if (cursors.size + marks.size > context.limits.lanesMax)
          throw new Error(`a journal has at most ${String(context.limits.lanesMax)} lanes`)
        await file.write({ syncedBelow: this.syncedBelow, lanes: cursors, marks })
        this.lanes.clear()
        for (const [lane, sequence] of cursors) this.lanes.set(lane, sequence)
        await segments.removeBelow(Math.min(this.syncedBelow, ...cursors.values()))
        this.changed.ring()
      })
    return this.saving
  }

  /** A small file beside the segments; undefined where there is none or it is damaged. */
  async readNote(name: string): Promise<Buffer | undefined> {
    const { fileSystem, folder } = this.parts.context
    const content = await readChecked(fileSystem, folder, `${name}.note`)
    return typeof content === 'string' ? undefined : content
  }

  /** Replaces a note; after a crash it is the old or the new one. */
  writeNote(name: string, content: Uint8Array): Promise<void> {
    const { fileSystem, folder } = this.parts.context
    return writeChecked(fileSystem, folder, `${name}.note`, content)
  }

  snapshot(): JournalSnapshot {
    const { segments } = this.parts
    const { diskFull, failure, groups } = this.writer
    return {
      frames: this.syncedBelow - this.first,
      bytes: segments.bytes,
      segments: segments.entries.length,
      diskFull,
      failure: failure?.message,
      groups,
    }
  }

  /** Stops at once; wait for `flush` first. */
  async close(): Promise<void> {
    await this.writer.close()
    await this.saving.catch(() => undefined)
    try {
      await this.parts.segments.close()
      await this.parts.cursors.close()
    } finally {
      this.parts.release()
    }
  }
}
