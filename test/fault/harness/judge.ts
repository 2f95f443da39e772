import type { Feed } from '../feeds/feed.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { must, type Figures } from './experiment.ts'
import { checkLedgers, checkLog, lastTotals } from './ledgers.ts'

/** What the oracle knows at the end. */
export interface Evidence extends Verdict {
  /** How the worker ended. */
  readonly code: number | string
  readonly expected: ReadonlySet<number>
  readonly excused: ReadonlySet<number>
  readonly feed: Feed
  readonly receivers: readonly Receiver[]
  readonly log: string
  readonly deadLetters: number
  readonly peakBytes: number
  readonly recoverS: number | undefined
}

interface Verdict {
  readonly repeatsMax?: number
  readonly repeatable?: ReadonlyMap<number, number>
  readonly deadLettersMax?: number
  readonly isOrdered?: boolean
}

const some = (ids: readonly number[]): string =>
  `${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ', …' : ''}`

/** Delivered must hold all that the witness saw and the broker confirmed; the ledgers must balance. */
export const judge = async (evidence: Evidence): Promise<Figures> => {
  const { code, excused, expected, feed, log, receivers } = evidence
  let delivered = Infinity
  let repeats = 0
  let unexcused = 0
  for (const receiver of receivers) {
    const arrivals = await receiver.arrivals()
    const missing = arrivals.missing(expected).filter((id) => !excused.has(id))
    const { connection } = receiver
    must(missing.length === 0, `${connection} lacks ${String(missing.length)} records: ${some(missing)}`)
    if (evidence.isOrdered !== false)
      must(arrivals.disorder === 0, `${connection} has ${String(arrivals.disorder)} records out of order`)
    delivered = Math.min(delivered, arrivals.ids.size)
    repeats += arrivals.repeats
    for (const [id, times] of arrivals.again)
      unexcused += Math.max(0, times - (evidence.repeatable?.get(id) ?? 0))
  }
  must(code === 0, `the clean stop ended with ${String(code)}`)
  const { deadLetters, deadLettersMax = 0, peakBytes, recoverS, repeatsMax = Infinity } = evidence
  must(unexcused <= repeatsMax, `${String(unexcused)} repeats, where ${String(repeatsMax)} are allowed`)
  must(
    deadLetters <= deadLettersMax,
    `${String(deadLetters)} dead letters, where there should be ${String(deadLettersMax)} at most`,
  )
  checkLog(log)
  checkLedgers(lastTotals(log))
  const { confirmed, issued } = feed
  return { issued, confirmed: confirmed.size, delivered, repeats, deadLetters, peakBytes, recoverS }
}
