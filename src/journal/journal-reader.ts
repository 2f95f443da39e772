import type { JournalFile } from './file-system.ts'
import { FrameWalk } from './frame-walk.ts'
import type { JournalContext } from './journal-context.ts'
import { placeBefore, type SegmentEntry } from './segment-entry.ts'
import type { Segments } from './segments.ts'

export interface JournalFrame {
  readonly sequence: number
  readonly body: Buffer
}

/** Reads synced frames in order from a sequence on, a bounded number of bytes at a time. */
export class JournalReader {
  /** Sequence of the next frame to give. */
  position: number
  /** Frames that should have been there and could not be read. */
  lost = 0
  private readonly context: JournalContext
  private readonly segments: Segments
  private readonly syncedBelow: () => number
  private entry: SegmentEntry | undefined
  private file: JournalFile | undefined
  private walk: FrameWalk | undefined

  constructor(context: JournalContext, segments: Segments, syncedBelow: () => number, from: number) {
    this.context = context
    this.segments = segments
    this.syncedBelow = syncedBelow
    this.position = from
  }

  /** The next frames, at least one where one is synced; none at the end. */
  async next(): Promise<readonly JournalFrame[]> {
    const frames: JournalFrame[] = []
    let bytes = 0
    const below = this.syncedBelow()
    while (this.position < below && bytes < this.context.limits.readBytesMax) {
      const walk = await this.walkAt(this.position)
      if (walk === undefined) {
        this.position = below
        break
      }
      const frame = (await walk.next(below)) ?? (walk.refresh(), await walk.next(below))
      if (frame === undefined) {
        this.skip()
        continue
      }
      if (frame.sequence < this.position) continue
      this.lost += frame.sequence - this.position
      this.position = frame.sequence + 1
      bytes += frame.body.length
      frames.push({ sequence: frame.sequence, body: Buffer.from(frame.body) })
    }
    return frames
  }

  async close(): Promise<void> {
    const { file } = this
    this.file = undefined
    this.walk = undefined
    await file?.close()
  }

  /** The rest of the segment cannot be read. */
  private skip(): void {
    const end = this.entry?.end ?? this.position + 1
    this.lost += Math.max(0, end - this.position)
    this.position = Math.max(this.position + 1, end)
  }

  private async walkAt(position: number): Promise<FrameWalk | undefined> {
    if (this.walk !== undefined && this.entry !== undefined && position < this.entry.end) return this.walk
    await this.close()
    const entry = this.segments.holding(position)
    if (entry === undefined) return undefined
    const file = await this.segments.open(entry)
    this.file = file
    this.entry = entry
    const place = placeBefore(entry, position)
    const { id, limits } = this.context
    // The segment that is being written may grow.
    const size = Math.max(await file.size(), entry.bytes, limits.segmentBytes)
    const windowBytes = limits.readBytesMax
    const first = place?.sequence ?? 0
    this.walk = new FrameWalk({ id, segment: entry.number, file, size, first, windowBytes }, place?.offset)
    return this.walk
  }
}
