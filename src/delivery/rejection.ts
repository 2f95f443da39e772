import type { Rejection } from '../stream/sink.ts'
import type { LaneContext } from './lane-context.ts'
import type { LaneQueue } from './lane-queue.ts'
import type { RowSelection } from './row-selection.ts'
import { giveBack, settleRows } from './settlement.ts'

/** What a sink refused, for one lane. */
export interface Rejections {
  readonly rows: RowSelection
  readonly rejected: readonly Rejection[]
  readonly attempts: number
}

const offer = ({ rows, attempts }: Rejections, rejection: Rejection, context: LaneContext): void => {
  const { index, slug, message } = rejection
  const { ledger, origin, chunk } = rows.delivery(index)
  const seq = rows.seq(index)
  const { source, lane, epoch } = origin
  const letter = {
    owner: { rule: chunk.target.rule, version: chunk.target.version },
    slug,
    message,
    position: { source, lane, epoch, seq },
    identity: origin.identity,
    journalled: origin.journalled,
    input: context.deadLetters.keepInput ? origin.input(seq) : undefined,
    refused: { rows, index, attempts },
  }
  context.deadLetters.offer(letter, () => {
    ledger.pending--
    ledger.deadLettered++
    origin.settle(seq)
    origin.advance()
  })
}

/** Rejected rows become dead letters (or are dropped, where the target says so); the others are delivered. */
export const settleRejected = async (
  rejections: Rejections,
  queue: LaneQueue,
  context: LaneContext,
  signal: AbortSignal,
): Promise<void> => {
  const { rows } = rejections
  const byIndex = new Map(rejections.rejected.map((one) => [one.index, one]))
  settleRows(
    rows.where((i) => !byIndex.has(i)),
    'delivered',
    queue,
    context.clock.monotonicMs(),
  )
  for (let i = 0; i < rows.count; i++) {
    const rejection = byIndex.get(i)
    if (rejection === undefined) continue
    const row = rows.part(i, i + 1)
    if (rows.option(i, 'on_reject') === 'drop') {
      settleRows(row, 'dropped', queue, context.clock.monotonicMs())
      continue
    }
    if (!(await context.deadLetters.room(rows.delivery(i).origin.journalled, signal))) return
    offer(rejections, rejection, context)
    giveBack(row, queue)
  }
}
