/** Holds a loop back to so many steps a second. */
export class Pacer {
  private readonly perSecond: number
  private readonly startedMs = performance.now()
  private steps = 0

  constructor(perSecond: number) {
    this.perSecond = perSecond
  }

  async step(): Promise<void> {
    const dueMs = this.startedMs + (this.steps++ / this.perSecond) * 1_000
    const aheadMs = dueMs - performance.now()
    if (aheadMs > 2) await new Promise((done) => setTimeout(done, aheadMs))
  }
}
