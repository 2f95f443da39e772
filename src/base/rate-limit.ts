/** Time in which a limit may be used up in one go: long enough for batches, short enough to be even. */
const BURST_SECONDS = 0.1

/** How many things may be done now, at so many a second; `nowMs` is monotonic. */
export class RateLimit {
  private readonly perSecond: number
  private readonly burst: number
  private tokens: number
  private atMs: number

  constructor(perSecond: number, nowMs: number) {
    this.perSecond = perSecond
    this.burst = Math.max(1, perSecond * BURST_SECONDS)
    this.tokens = this.burst
    this.atMs = nowMs
  }

  /** Whole things that may be done now. */
  available(nowMs: number): number {
    this.tokens = Math.min(this.burst, this.tokens + ((nowMs - this.atMs) * this.perSecond) / 1_000)
    this.atMs = nowMs
    // Sums of fractions come out a little below a whole.
    return Math.floor(this.tokens + 1e-6)
  }

  take(count: number): void {
    this.tokens -= count
  }

  /** Milliseconds until one more may be done. */
  waitMs(nowMs: number): number {
    if (this.available(nowMs) >= 1) return 0
    return Math.ceil(((1 - this.tokens) * 1_000) / this.perSecond)
  }
}
