import { isDiskFull, type JournalFile } from './file-system.ts'
import type { JournalContext } from './journal-context.ts'
import { SEGMENT_HEAD_BYTES } from './segment.ts'
import { placeBefore, type SegmentEntry } from './segment-entry.ts'
import type { SegmentFiles } from './segment-files.ts'

export interface ActiveSegment {
  readonly entry: SegmentEntry
  readonly file: JournalFile
  /** The offset behind the last synced frame. */
  at: number
}

/** The segments of an open journal: the one that is written, and those before it. */
export class Segments {
  /** In the order of their sequences; the active one is the last. */
  readonly entries: SegmentEntry[]
  active: ActiveSegment
  /** Damaged segments that were set aside since the start. */
  readonly quarantined: string[] = []
  private readonly context: JournalContext
  private readonly files: SegmentFiles

  constructor(
    context: JournalContext,
    files: SegmentFiles,
    entries: readonly SegmentEntry[],
    active: ActiveSegment,
  ) {
    this.context = context
    this.files = files
    this.entries = [...entries, active.entry]
    this.active = active
  }

  get bytes(): number {
    return this.entries.reduce((sum, entry) => sum + entry.bytes, 0)
  }

  /** About how many bytes the frames from a sequence on take; places are known every 256 KB. */
  bytesFrom(sequence: number): number {
    return this.entries.reduce((sum, entry) => {
      if (entry.end <= sequence) return sum
      const used = entry === this.active.entry ? this.active.at : entry.bytes
      return sum + used - (placeBefore(entry, sequence)?.offset ?? 0)
    }, 0)
  }

  fits(bytes: number): boolean {
    return this.active.at + bytes <= this.active.entry.bytes
  }

  /** Goes on in a new segment that can hold a frame of so many bytes. */
  async rotate(first: number, bytes: number): Promise<void> {
    const active = await startSegment(this.context, this.files, first, bytes)
    const before = this.active
    this.active = active
    this.entries.push(active.entry)
    this.files.prepare()
    await before.file.close()
  }

  /** The segment that holds a sequence, else the first one behind it. */
  holding(sequence: number): SegmentEntry | undefined {
    return this.entries.find((entry) => entry.end > sequence)
  }

  async open(entry: SegmentEntry): Promise<JournalFile> {
    return this.context.fileSystem.open(this.files.path(entry.name), 'read')
  }

  /** Lets go of the segments whose frames are all below a sequence, but for the last two: totals are in them. */
  async removeBelow(sequence: number): Promise<void> {
    while (this.entries.length > 2) {
      const oldest = this.entries[0]
      if (oldest === undefined || oldest.end > sequence) return
      if (oldest.damaged) this.quarantined.push(await this.files.setAside(oldest.name))
      else await this.files.retire(oldest.name, oldest.bytes)
      this.entries.shift()
    }
  }

  async close(): Promise<void> {
    await this.files.settled()
    await this.active.file.close()
  }
}

/** Where the disk is nearly full, a segment may be so much smaller than others. */
const PARTS_MAX = 64

/** A new segment, ready to be written to; smaller than others where the disk has no room for a whole one. */
export const startSegment = async (
  context: JournalContext,
  files: SegmentFiles,
  first: number,
  bytes: number,
): Promise<ActiveSegment> => {
  const least = bytes + SEGMENT_HEAD_BYTES
  const { segmentBytes } = context.limits
  for (let size = Math.max(segmentBytes, least); ; size = Math.max(size >> 1, least)) {
    try {
      return await beginSegment(files, first, size)
    } catch (error) {
      if (!isDiskFull(error) || size <= Math.max(least, segmentBytes / PARTS_MAX)) throw error
    }
  }
}

const beginSegment = async (files: SegmentFiles, first: number, size: number): Promise<ActiveSegment> => {
  const { number, file, finish } = await files.begin(first, size)
  try {
    const name = await finish()
    const entry = { number, name, first, end: first, bytes: size, damaged: false, places: [] }
    return { entry, file, at: SEGMENT_HEAD_BYTES }
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
}
