import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'
import type { AlarmSnapshot } from './engine-snapshot.ts'

const NAMES_MAX = 100

interface Raised {
  readonly name: string
  times: number
  message: string
  saidMs: number
}

/** Tells the operator, the same thing at intervals only, and remembers how often and what last, by name. */
export class Alarms {
  private readonly byName = new Map<string, Raised>()
  private readonly log: Log
  private readonly clock: Clock
  private readonly repeatMs: number

  constructor(log: Log, clock: Clock, repeatMs: number) {
    this.log = log
    this.clock = clock
    this.repeatMs = repeatMs
  }

  raise(name: string, message: string): void {
    const nowMs = this.clock.monotonicMs()
    const known = this.byName.get(name)
    if (known === undefined) {
      if (this.byName.size < NAMES_MAX) this.byName.set(name, { name, times: 1, message, saidMs: nowMs })
      this.log.error(message, { alarm: name })
      return
    }
    known.times++
    if (known.message === message && nowMs - known.saidMs < this.repeatMs) return
    known.message = message
    known.saidMs = nowMs
    this.log.error(message, { alarm: name })
  }

  snapshot(): AlarmSnapshot[] {
    return [...this.byName.values()].map(({ name, times, message }) => ({ name, times, message }))
  }
}
