import { Bell } from '../base/bell.ts'
import { Outage } from './outage.ts'
import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'

/** `open`: the server answered last. `paused`: it did not. `probing`: one lane tries, the others wait for it. */
export type ConnectionPhase = 'new' | 'open' | 'paused' | 'probing'

/** What is known about one connection, shared by its lanes, so that a dead server is asked by one of them only. */
export class ConnectionState {
  readonly name: string
  readonly outage: Outage
  phase: ConnectionPhase = 'new'
  private prober: object | undefined
  private readonly changed = new Bell()

  constructor(name: string, clock: Clock, log: Log, repeatMs: number) {
    this.name = name
    this.outage = new Outage(name, clock, log, repeatMs)
  }

  /** Resolves with true when the caller may try to open, with false when the signal was aborted first. */
  async turn(lane: object, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (this.phase === 'open') return true
      if (this.prober === undefined || this.prober === lane) {
        this.prober = lane
        this.phase = 'probing'
        return true
      }
      await this.changed.wait(signal)
    }
    return false
  }

  opened(): void {
    this.phase = 'open'
    this.prober = undefined
    this.outage.up()
    this.changed.ring()
  }

  /** The server did not answer; the same lane tries again. */
  failed(lane: object, message: string): void {
    this.prober = lane
    this.phase = 'paused'
    this.outage.down(message)
  }

  /** The lane has a trouble of its own: another one may try. */
  leave(lane: object): void {
    if (this.prober !== lane) return
    this.prober = undefined
    this.changed.ring()
  }
}
