/** What an answer means for the rows of its request. */
export type Verdict = 'accept' | 'retry' | 'reject' | 'outage'

/** Statuses that count otherwise than usual. */
export interface StatusRules {
  readonly accept_status?: readonly number[] | undefined
  readonly retry_status?: readonly number[] | undefined
  readonly reject_status?: readonly number[] | undefined
}

/** Statuses that are about the moment and not about the row. */
const passing = new Set([408, 421, 425, 429])
/** Statuses that are about our permission: no row would do better. */
const forbidden = new Set([401, 403, 407])

export const verdictOf = (status: number, rules: StatusRules): Verdict => {
  if (rules.accept_status?.includes(status) === true) return 'accept'
  if (rules.retry_status?.includes(status) === true) return 'retry'
  if (rules.reject_status?.includes(status) === true) return 'reject'
  if (status >= 200 && status < 300) return 'accept'
  if (passing.has(status) || status >= 500) return 'retry'
  // A redirect is not followed: another server was never named in the configuration.
  return forbidden.has(status) || status < 400 ? 'outage' : 'reject'
}

const RETRY_AFTER_MAX_MS = 3_600_000

/** Milliseconds that a Retry-After header asks to wait: seconds or a date (RFC 9110, 10.2.3), an hour at the most. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs
  return Number.isFinite(ms) ? Math.min(RETRY_AFTER_MAX_MS, Math.max(0, ms)) : undefined
}
