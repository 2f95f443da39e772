export interface BackoffOptions {
  readonly minMs: number
  readonly maxMs: number
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** Waiting times that double up to a cap. Half of each is chance, so that many clients do not return at once. */
export class Backoff {
  private readonly options: BackoffOptions
  private attempts = 0

  constructor(options: BackoffOptions) {
    this.options = options
  }

  /** The next waiting time in milliseconds, between half of the step and the step. */
  nextMs(): number {
    const { minMs, maxMs, random } = this.options
    const stepMs = Math.min(maxMs, minMs * 2 ** Math.min(this.attempts, 30))
    this.attempts++
    return stepMs / 2 + (random() * stepMs) / 2
  }

  reset(): void {
    this.attempts = 0
  }
}
