import type { LanePosition, TransactionLetter } from '../../stream/transaction.ts'
import type { Delivery } from '../delivery.ts'
import type { Origin } from '../origin.ts'
import { RowSelection } from '../row-selection.ts'

/** A dead letter of a record that could not be decoded or evaluated. */
export interface GroupLetter extends TransactionLetter {
  readonly seq: number
}

/** All that a slice of one lane's records has caused. Its last record is held until the group is committed. */
export interface EvaluatedGroup {
  readonly origin: Origin
  readonly deliveries: readonly Delivery[]
  readonly letters: readonly GroupLetter[]
  /** The record that is held. */
  readonly held: number
  /** The place to commit: everything below has its rows here or in an earlier group. */
  readonly below: number
}

/** All rows of groups, in the order in which they were made. */
export const rowsOf = (groups: readonly EvaluatedGroup[]): RowSelection => {
  const deliveries = groups.flatMap((group) => group.deliveries)
  const count = deliveries.reduce((sum, { chunk }) => sum + chunk.count, 0)
  const which = new Int32Array(count)
  const rows = new Int32Array(count)
  let at = 0
  deliveries.forEach(({ chunk }, place) => {
    for (let row = 0; row < chunk.count; row++) {
      which[at] = place
      rows[at++] = row
    }
  })
  return new RowSelection(deliveries, which, rows)
}

/** How far each lane is read with these groups. */
export const positionsOf = (groups: readonly EvaluatedGroup[]): readonly LanePosition[] => {
  const below = new Map<Origin, number>()
  for (const group of groups) below.set(group.origin, Math.max(below.get(group.origin) ?? 0, group.below))
  return [...below].map(([{ epoch, lane }, position]) => ({ lane, epoch, below: position }))
}
