import type { Quota } from '../base/quota.ts'
import type { Delivery } from './delivery.ts'
import type { RowSelection } from './row-selection.ts'
import { rowBytes } from './row-size.ts'

/** What became of rows, in the words of the row ledger. */
export type RowOutcome = 'delivered' | 'deadLettered' | 'dropped' | 'withdrawn'

const book = (delivery: Delivery, outcome: RowOutcome, rows: number, nowMs: number): void => {
  delivery.ledger.pending -= rows
  delivery.ledger[outcome] += rows
  if (outcome === 'delivered') delivery.latency.add(nowMs - delivery.arrivedMs, rows)
  delivery.origin.advance()
}

/** Whatever rows wait in. */
interface Queue {
  readonly quota: Quota
}

/** Rows leave the lane's quota. */
export const giveBack = (rows: RowSelection, queue: Queue): void => {
  let bytes = 0
  for (let i = 0; i < rows.count; i++) bytes += rowBytes(rows.chunk(i), rows.row(i))
  queue.quota.give(rows.count, bytes)
}

/** Rows are done with: they are booked, their records settled, and the lane has room again. */
export const settleRows = (rows: RowSelection, outcome: RowOutcome, queue: Queue, nowMs: number): void => {
  let from = 0
  for (let i = 0; i < rows.count; i++) {
    const delivery = rows.delivery(i)
    delivery.origin.settle(rows.seq(i))
    if (i + 1 < rows.count && rows.delivery(i + 1) === delivery) continue
    book(delivery, outcome, i + 1 - from, nowMs)
    from = i + 1
  }
  giveBack(rows, queue)
}
