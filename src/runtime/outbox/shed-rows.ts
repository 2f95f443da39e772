import type { DeadLetters } from '../../delivery/dead-letter/dead-letters.ts'
import { REDRIVE, type DeadLetter } from '../../delivery/dead-letter/letter.ts'
import type { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import { onFullOf, type OnFull } from '../../delivery/on-full.ts'
import type { RowLedger } from '../../delivery/row-ledger.ts'
import { RowSelection } from '../../delivery/row-selection.ts'
import type { Histogram } from '../../base/histogram.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { SourceLane } from '../source/source-lane.ts'

/** A policy that gives rows an outcome as they are made. */
export type Shedding = Exclude<OnFull, 'block'>

/** What a policy makes of rows, in the words of the row ledger. */
export const shedOutcome = { 'dead letter': 'deadLettered', drop: 'dropped' } as const

/**
 * Whether these rows get their outcome now since too many wait for their lane. What an operator sends again is never
 * lost in that way.
 */
export const sheddingOf = (chunk: OutputChunk, feed: LaneFeed): Shedding | undefined => {
  if (!feed.backlog.full || chunk.source === REDRIVE) return undefined
  const policy = onFullOf(chunk.target)
  return policy === 'block' ? undefined : policy
}

/** A dead letter for each row, as rows of the lane of letters. */
export const lettersOfShed = (
  chunk: OutputChunk,
  lane: SourceLane,
  account: { readonly rows: RowLedger; readonly latency: Histogram },
  feed: LaneFeed,
  deadLetters: DeadLetters,
): OutputChunk[] => {
  const delivery = { chunk, origin: lane, ledger: account.rows, latency: account.latency, arrivedMs: 0 }
  const places = Int32Array.from({ length: chunk.count }, (_, row) => row)
  const rows = new RowSelection([delivery], new Int32Array(chunk.count), places)
  const { epoch, identity, source } = lane
  return Array.from(places, (index) => {
    const seq = chunk.seq[index]!
    const letter: DeadLetter = {
      owner: { rule: chunk.target.rule, version: chunk.target.version },
      slug: 'backlog-full',
      message: `the rows that wait for ${feed.lane.name} have reached their quota of ${String(feed.backlog.bytesMax)} bytes`,
      position: { source, lane: lane.lane, epoch, seq },
      identity,
      journalled: true,
      input: deadLetters.keepInput ? lane.input(seq) : undefined,
      refused: { rows, index, attempts: 0 },
    }
    return deadLetters.book(letter)
  })
}
