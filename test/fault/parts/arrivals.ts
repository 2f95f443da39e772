import { deviceOf } from './record.ts'

/** What arrived at one sink: each id once, how many came again, and whether a device's ids came in their order. */
export class Arrivals {
  readonly ids = new Set<number>()
  repeats = 0
  /** How often each id came again. */
  readonly again = new Map<number, number>()
  /** Rows of any kind. */
  rows = 0
  /** First arrivals that came behind a later one of the same device. */
  disorder = 0
  private readonly last = new Map<number, number>()

  /** Negative ids are probes, which only show that the way is open. */
  add(id: number): void {
    this.rows++
    if (id < 0) return
    if (this.ids.has(id)) {
      this.repeats++
      this.again.set(id, (this.again.get(id) ?? 0) + 1)
      return
    }
    this.ids.add(id)
    const device = deviceOf(id)
    const last = this.last.get(device) ?? -1
    if (id < last) this.disorder++
    else this.last.set(device, id)
  }

  /** Ids that should be here and are not. */
  missing(expected: ReadonlySet<number>): number[] {
    return [...expected].filter((id) => !this.ids.has(id))
  }
}
