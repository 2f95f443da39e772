/** Wakes everybody who waits, once. A ring that nobody waits for is not kept: look at the condition again. */
export class Bell {
  private waiting: (() => void)[] = []

  ring(): void {
    if (this.waiting.length === 0) return
    const woken = this.waiting
    this.waiting = []
    for (const wake of woken) wake()
  }

  /** Resolves at the next ring, or at once when the signal is aborted. */
  async wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return
    await new Promise<void>((resolve) => {
      if (signal === undefined) {
        this.waiting.push(resolve)
        return
      }
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        const at = this.waiting.indexOf(wake)
        if (at !== -1) this.waiting.splice(at, 1)
        resolve()
      }
      signal.addEventListener('abort', wake, { once: true })
      this.waiting.push(wake)
    })
  }

  /** Resolves when the condition holds, which is looked at now and after each ring; false when the signal came first. */
  async until(condition: () => boolean, signal?: AbortSignal): Promise<boolean> {
    while (!condition()) {
      if (signal?.aborted === true) return false
      await this.wait(signal)
    }
    return true
  }
}
