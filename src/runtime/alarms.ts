import type { Log } from '../stream/log.ts'
import type { AlarmSnapshot } from './engine-snapshot.ts'

const NAMES_MAX = 100

/** Tells the operator, and remembers how often and what last, by name. */
export class Alarms {
  private readonly byName = new Map<string, { name: string; times: number; message: string }>()
  private readonly log: Log

  constructor(log: Log) {
    this.log = log
  }

  raise(name: string, message: string): void {
    this.log.error(message, { alarm: name })
    const known = this.byName.get(name)
    if (known !== undefined) {
      known.times++
      known.message = message
    } else if (this.byName.size < NAMES_MAX) this.byName.set(name, { name, times: 1, message })
  }

  snapshot(): AlarmSnapshot[] {
    return [...this.byName.values()].map((alarm) => ({ ...alarm }))
  }
}
