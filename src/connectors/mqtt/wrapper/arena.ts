const ARENA_BYTES = 64 * 1024
/** A chunk of this size becomes the arena itself; smaller ones are gathered by copying. */
const ADOPTED_BYTES_MIN = 16 * 1024

/**
 * The bytes of the batch that is being gathered, and behind them a frame that has not come whole: `bytes[base .. fill)`.
 * What lies before `base` belongs to batches that were taken, so it is never written again.
 */
export class Arena {
  bytes: Buffer = Buffer.alloc(0)
  base = 0
  fill = 0
  private isOwn = false

  get size(): number {
    return this.fill - this.base
  }

  /** Appends a chunk; gives by how much all places have moved towards the front. `expected`: bytes it should hold. */
  append(chunk: Buffer, expected: number): number {
    if (this.size === 0 && chunk.length >= ADOPTED_BYTES_MIN && expected <= chunk.length) {
      const moved = this.base
      this.bytes = chunk
      this.base = 0
      this.fill = chunk.length
      this.isOwn = false
      return moved
    }
    const needed = Math.max(this.size + chunk.length, expected)
    const moved = this.isOwn && this.base + needed <= this.bytes.length ? 0 : this.move(needed)
    chunk.copy(this.bytes, this.fill)
    this.fill += chunk.length
    return moved
  }

  private move(needed: number): number {
    const moved = this.base
    // More than is needed, so that gathering a large batch does not copy it again for every chunk.
    const reserved = Math.ceil(needed * (needed < 4 * ARENA_BYTES ? 2 : 1.5))
    const fresh = Buffer.allocUnsafeSlow(Math.max(ARENA_BYTES, this.size === 0 ? needed : reserved))
    this.bytes.copy(fresh, 0, this.base, this.fill)
    this.bytes = fresh
    this.fill -= moved
    this.base = 0
    this.isOwn = true
    return moved
  }
}
