import type { DeadLetter } from './dead-letter/letter.ts'
import type { LaneContext } from './lane-context.ts'
import type { LaneQueue } from './lane-queue.ts'
import { giveBack, settleRows } from './settlement.ts'
import type { RejectedRow } from './undecided.ts'

type Input = DeadLetter['input']

/** The record that a row is of, where it is wanted and to be had. */
const inputOf = async ({ row }: RejectedRow, { deadLetters }: LaneContext): Promise<Input> => {
  if (!deadLetters.keepInput) return undefined
  const { chunk, origin } = row.delivery(0)
  const { epoch, lane, source } = chunk
  const seq = row.seq(0)
  return origin.input(seq) ?? (await origin.fetchInput?.({ source, lane, epoch, seq }))
}

const offer = ({ row, rejection, attempts }: RejectedRow, input: Input, context: LaneContext): void => {
  const { slug, message } = rejection
  const { ledger, origin, chunk } = row.delivery(0)
  const seq = row.seq(0)
  const { source, lane, epoch } = origin
  const letter = {
    owner: { rule: chunk.target.rule, version: chunk.target.version },
    slug,
    message,
    position: { source, lane, epoch, seq },
    identity: origin.identity,
    journalled: origin.journalled,
    input,
    refused: { rows: row, index: 0, attempts },
  }
  context.deadLetters.offer(letter, () => {
    ledger.pending--
    ledger.deadLettered++
    origin.settle(seq)
    origin.advance()
  })
}

/** Rejected rows become dead letters, or are dropped where the target says so. */
export const settleRejected = async (
  rejected: readonly RejectedRow[],
  queue: LaneQueue,
  context: LaneContext,
  signal: AbortSignal,
): Promise<void> => {
  for (const one of rejected) {
    const { row } = one
    const { origin } = row.delivery(0)
    const outcome = origin.over ? 'withdrawn' : row.option(0, 'on_reject') === 'drop' ? 'dropped' : undefined
    if (outcome !== undefined) {
      settleRows(row, outcome, queue, context.clock.monotonicMs())
      continue
    }
    if (!(await context.deadLetters.room(origin.journalled, signal))) return
    offer(one, await inputOf(one, context), context)
    giveBack(row, queue)
  }
}
