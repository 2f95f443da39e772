/** Time as an argument. `wallMs` is milliseconds since 1970, `monotonicMs` never goes back. */
export interface Clock {
  wallMs(): number
  monotonicMs(): number
  /** Resolves after that many milliseconds, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
