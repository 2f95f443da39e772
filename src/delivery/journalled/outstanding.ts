import { Fifo } from '../../base/fifo.ts'
import type { FrameOrigin } from './frame-origin.ts'

/** A frame that was copied, with the sequence of the copy and what its rows count for. */
export interface Copied {
  readonly original: number
  readonly copy: number
  readonly rows: number
  readonly bytes: number
}

/** Frames that a lane has and is not done with, in order; those that were copied are the first. */
export class Outstanding {
  rows = 0
  bytes = 0
  /** Of frames that were copied. */
  copiedBytes = 0
  private copies = 0
  private readonly frames = new Fifo<FrameOrigin>()

  get length(): number {
    return this.frames.length
  }

  get first(): FrameOrigin | undefined {
    return this.frames.at(0)
  }

  /** The first one that only the shared journal has. */
  get firstShared(): FrameOrigin | undefined {
    return this.frames.at(this.copies)
  }

  push(origin: FrameOrigin): void {
    this.frames.push(origin)
    this.rows += origin.rows
    this.bytes += origin.bytes
    if (origin.copy !== undefined) this.noteCopy(origin)
  }

  /** The oldest one, where it is done with. */
  shiftDone(): FrameOrigin | undefined {
    if (this.first?.left !== 0) return undefined
    const done = this.frames.shift()!
    this.rows -= done.rows
    this.bytes -= done.bytes
    if (done.copy !== undefined) {
      this.copies--
      this.copiedBytes -= done.bytes
    }
    return done
  }

  /** These frames are copied now; those of them that are outstanding need the shared journal no more. */
  adopt(copied: readonly Copied[]): void {
    let at = 0
    for (let shared = this.firstShared; shared !== undefined; shared = this.firstShared) {
      while (at < copied.length && copied[at]!.original < shared.sequence) at++
      if (copied[at]?.original !== shared.sequence) return
      shared.copy = copied[at]!.copy
      this.noteCopy(shared)
    }
  }

  private noteCopy({ bytes }: FrameOrigin): void {
    this.copies++
    this.copiedBytes += bytes
  }
}
