import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'

/** Tells the operator about a server that does not answer: once, then at intervals, and when it is back. */
export class Outage {
  readonly name: string
  /** Why we wait; undefined while all is well. */
  reason: string | undefined
  private saidMs = 0
  private readonly clock: Clock
  private readonly log: Log
  private readonly repeatMs: number

  constructor(name: string, clock: Clock, log: Log, repeatMs: number) {
    this.name = name
    this.clock = clock
    this.log = log
    this.repeatMs = repeatMs
  }

  down(message: string): void {
    const nowMs = this.clock.monotonicMs()
    const again = this.reason !== undefined
    this.reason = message
    if (again && nowMs - this.saidMs < this.repeatMs) return
    this.saidMs = nowMs
    this.log.warn(`waiting for ${this.name}: ${message}`)
  }

  up(): void {
    if (this.reason === undefined) return
    this.reason = undefined
    this.log.info(`${this.name} is back`)
  }
}
