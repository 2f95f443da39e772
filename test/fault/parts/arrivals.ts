/** What arrived at one sink: each id once, and how many came again. */
export class Arrivals {
  readonly ids = new Set<number>()
  repeats = 0

  add(id: number): void {
    if (this.ids.has(id)) this.repeats++
    else this.ids.add(id)
  }

  /** Ids that should be here and are not. */
  missing(expected: ReadonlySet<number>): number[] {
    return [...expected].filter((id) => !this.ids.has(id))
  }
}
