import type { JournalFile } from './file-system.ts'
import { FRAME_BYTES_MAX, FRAME_HEADER_BYTES, readFrame, sizeAt } from './frame.ts'
import type { FrameHead, FrameMark } from './frame.ts'
import { SEGMENT_HEAD_BYTES } from './segment.ts'

export interface WalkShape extends FrameMark {
  readonly file: JournalFile
  readonly size: number
  /** Sequences below this are not frames of this segment. */
  readonly first: number
  readonly windowBytes: number
}

export interface WalkedFrame {
  readonly sequence: number
  /** Where the frame begins in the segment, and where the next one does. */
  readonly offset: number
  readonly end: number
  readonly syncedBelow: number
  /** A view that is valid until the next step. */
  readonly body: Buffer
  /** Bytes before it that are no frame. */
  readonly damagedBytes: number
}

/** Walks through the frames of a segment with a window of bounded size, and over what is damaged between them. */
export class FrameWalk {
  /** The offset behind the last frame that was found. */
  at: number
  /** The sequence that the next frame has where none is missing. */
  expected: number
  private readonly shape: WalkShape
  private window: Buffer
  private base = 0
  private filled = 0

  constructor(shape: WalkShape, at = SEGMENT_HEAD_BYTES) {
    this.shape = shape
    this.at = at
    this.expected = shape.first
    this.window = Buffer.allocUnsafe(Math.max(FRAME_HEADER_BYTES, Math.min(shape.windowBytes, shape.size)))
  }

  /** What the window holds is forgotten: the file has been written to. */
  refresh(): void {
    this.filled = 0
  }

  /** The next frame of a sequence below that; undefined where none follows. */
  async next(below = Infinity): Promise<WalkedFrame | undefined> {
    // A window from before the frame was written must not pass for damage.
    const direct = (await this.frameAt(this.at)) ?? (this.refresh(), await this.frameAt(this.at))
    if (direct !== undefined) return direct.sequence < below ? this.found(direct, this.at, 0) : undefined
    const from = this.at
    for (let look = from + 1; ;) {
      const offset = await this.markAfter(look)
      if (offset === undefined) return undefined
      const head = await this.frameAt(offset)
      if (head !== undefined)
        return head.sequence < below ? this.found(head, offset, offset - from) : undefined
      look = offset + 1
    }
  }

  private found(head: FrameHead, offset: number, damagedBytes: number): WalkedFrame {
    const { sequence, syncedBelow } = head
    this.at = this.base + head.end
    this.expected = sequence + 1
    const body = this.window.subarray(head.body, head.end)
    return { sequence, offset, end: this.at, syncedBelow, body, damagedBytes }
  }

  private async frameAt(offset: number): Promise<FrameHead | undefined> {
    const { size } = this.shape
    if (offset + FRAME_HEADER_BYTES > size) return undefined
    await this.load(offset, FRAME_HEADER_BYTES)
    let head = readFrame(this.window, offset - this.base, this.filled, this.shape)
    if (head === 'short') {
      if (this.filled < offset - this.base + FRAME_HEADER_BYTES) return undefined
      const wanted = sizeAt(this.window, offset - this.base)
      if (wanted > FRAME_BYTES_MAX || offset + wanted > size) return undefined
      await this.load(offset, wanted)
      head = readFrame(this.window, offset - this.base, this.filled, this.shape)
    }
    if (head === 'short' || head === undefined || head.sequence < this.expected) return undefined
    return head
  }

  /** The first offset from `from` on at which a frame of this journal could begin, by the id in its header. */
  private async markAfter(from: number): Promise<number | undefined> {
    const { id, size } = this.shape
    for (let offset = from; offset + FRAME_HEADER_BYTES <= size;) {
      await this.load(offset, FRAME_HEADER_BYTES)
      if (this.filled < offset - this.base + FRAME_HEADER_BYTES) return undefined
      const found = this.window.subarray(0, this.filled).indexOf(id, offset - this.base + 16)
      if (found !== -1) return this.base + found - 16
      offset = Math.max(offset + 1, this.base + this.filled - 31)
    }
    return undefined
  }

  /** Makes sure that so many bytes from an offset on are in the window, as far as the file has them. */
  private async load(offset: number, bytes: number): Promise<void> {
    if (offset >= this.base && offset + bytes <= this.base + this.filled) return
    if (bytes > this.window.length) this.window = Buffer.allocUnsafe(bytes)
    this.base = offset
    const room = Math.min(this.window.length, this.shape.size - offset)
    this.filled = await this.shape.file.read(this.window.subarray(0, room), offset)
  }
}
