import type { Clock } from '../stream/clock.ts'

interface Sleeper {
  readonly atMs: number
  readonly wake: () => void
}

/** Turns of the event loop in which promises and immediates may follow each other before time moves on. */
const TURNS = 5

/** A clock that stands still until it is told to move. */
export class VirtualClock implements Clock {
  private nowMs = 0
  private readonly startMs: number
  private sleepers: Sleeper[] = []

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.startMs = startMs
  }

  wallMs(): number {
    return this.startMs + this.nowMs
  }

  monotonicMs(): number {
    return this.nowMs
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return
    await new Promise<void>((resolve) => {
      const sleeper = {
        atMs: this.nowMs + Math.max(0, ms),
        wake: (): void => {
          signal?.removeEventListener('abort', sleeper.wake)
          this.sleepers = this.sleepers.filter((other) => other !== sleeper)
          resolve()
        },
      }
      signal?.addEventListener('abort', sleeper.wake, { once: true })
      this.sleepers.push(sleeper)
    })
  }

  /** Lets everything run that needs no time. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }

  /** Moves on by so much, waking sleepers in order on the way. */
  async advance(ms: number): Promise<void> {
    const endMs = this.nowMs + ms
    await this.rest()
    for (let next = this.earliest(); next !== undefined && next.atMs <= endMs; next = this.earliest()) {
      this.nowMs = next.atMs
      next.wake()
      await this.rest()
    }
    this.nowMs = endMs
  }

  /** Moves from sleeper to sleeper until the condition holds; false where nothing moves any more, or too long. */
  async until(condition: () => boolean, limitMs = 3_600_000): Promise<boolean> {
    const endMs = this.nowMs + limitMs
    await this.rest()
    while (!condition()) {
      const next = this.earliest()
      if (next === undefined || next.atMs > endMs) return false
      this.nowMs = next.atMs
      next.wake()
      await this.rest()
    }
    return true
  }

  private earliest(): Sleeper | undefined {
    return this.sleepers.reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.atMs < first.atMs ? one : first),
      undefined,
    )
  }
}
