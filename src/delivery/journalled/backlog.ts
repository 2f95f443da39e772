import { Quota } from '../../base/quota.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { rowBytes } from '../row-size.ts'

/** A backlog that was at its quota has room again when it is down to this part of it. */
const ROOM_AGAIN = 0.9

export const chunkBytes = (chunk: OutputChunk): number => {
  let bytes = 0
  for (let row = 0; row < chunk.count; row++) bytes += rowBytes(chunk, row)
  return bytes
}

/** Rows of the journal that wait for one lane, by their bytes: at the quota, the policy of their targets acts. */
export class Backlog {
  readonly bytesMax: number
  /** Rows that came while it was full, and were dropped or became dead letters. */
  shed = 0
  private isFull = false
  /** Rows of frames that are not synced yet. */
  private unsynced = { rows: 0, bytes: 0 }
  private readonly used: Quota
  private readonly turned: (full: boolean) => void

  /** `turned` is told when it becomes full, and when it has room again. */
  constructor(bytesMax: number, turned: (full: boolean) => void) {
    this.bytesMax = bytesMax
    this.used = new Quota(Infinity, bytesMax)
    this.turned = turned
  }

  get rows(): number {
    return this.used.items
  }

  get bytes(): number {
    return this.used.bytes
  }

  get full(): boolean {
    return this.isFull
  }

  /** What is on disk. */
  get syncedBytes(): number {
    return this.bytes - this.unsynced.bytes
  }

  /** These rows are on their way into the journal. */
  expect(chunk: OutputChunk): void {
    const bytes = chunkBytes(chunk)
    this.unsynced.rows += chunk.count
    this.unsynced.bytes += bytes
    this.take(chunk.count, bytes)
  }

  /** Rows that were expected are there. */
  synced(chunk: OutputChunk): void {
    this.unsynced.rows -= chunk.count
    this.unsynced.bytes -= chunkBytes(chunk)
  }

  take(rows: number, bytes: number): void {
    this.used.take(rows, bytes)
    if (this.isFull || this.used.bytes < this.bytesMax) return
    this.isFull = true
    this.turned(true)
  }

  give(rows: number, bytes: number): void {
    if (this.isFull && this.used.bytes - bytes <= this.bytesMax * ROOM_AGAIN) {
      this.isFull = false
      this.turned(false)
      this.shed = 0
    }
    this.used.give(rows, bytes)
  }

  /** So much is all that is there of what is synced; rows that were lost with their frames wait no more. */
  recount(rows: number, bytes: number): void {
    const lost = { rows: this.rows - this.unsynced.rows - rows, bytes: this.syncedBytes - bytes }
    if (lost.rows !== 0 || lost.bytes !== 0) this.give(lost.rows, lost.bytes)
  }

  /** Resolves with true when it has room, with false when the signal was aborted first. */
  room(signal?: AbortSignal): Promise<boolean> {
    return this.used.changed.until(() => !this.isFull, signal)
  }
}
