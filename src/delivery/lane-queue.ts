import { Fifo } from '../base/fifo.ts'
import { Quota } from '../base/quota.ts'
import type { TargetShape } from '../stream/output.ts'
import type { Delivery } from './delivery.ts'
import { RowSelection } from './row-selection.ts'
import { rowBytes } from './row-size.ts'
import { keyColumns, upsertKey } from './upsert-key.ts'

export interface CutLimits {
  readonly rowsMax: number
  readonly bytesMax: number
  /** No two rows of one upsert key in a batch: a database may refuse to change a row twice in one statement. */
  readonly distinctKeys: boolean
}

/** The rows that wait in a lane, in order, and how much of its quota is in use (until they are done with). */
export class LaneQueue {
  readonly quota: Quota
  /** Rows that no batch has taken yet. */
  waiting = 0
  private readonly deliveries = new Fifo<Delivery>()
  private readonly keys = new WeakMap<TargetShape, readonly number[]>()
  /** Rows of the oldest delivery that are already in a batch. */
  private taken = 0

  constructor(rowsMax: number, bytesMax: number) {
    this.quota = new Quota(rowsMax, bytesMax)
  }

  /** Monotonic arrival of the oldest waiting row. */
  get oldestMs(): number | undefined {
    return this.deliveries.at(0)?.arrivedMs
  }

  push(delivery: Delivery): void {
    const { chunk } = delivery
    if (chunk.count === 0) return
    let bytes = 0
    for (let row = 0; row < chunk.count; row++) bytes += rowBytes(chunk, row)
    this.quota.take(chunk.count, bytes)
    this.waiting += chunk.count
    this.deliveries.push(delivery)
  }

  /** The next rows in order, within the limits, at least one; undefined where none waits. */
  cut(limits: CutLimits): RowSelection | undefined {
    if (this.waiting === 0) return undefined
    const countMax = Math.min(limits.rowsMax, this.waiting)
    const which = new Int32Array(countMax)
    const rows = new Int32Array(countMax)
    const used: Delivery[] = []
    const seen = limits.distinctKeys ? new Set<string>() : undefined
    let count = 0
    let bytes = 0
    while (count < countMax) {
      const delivery = this.deliveries.at(0)!
      const row = this.taken
      bytes += rowBytes(delivery.chunk, row)
      if (count > 0 && (bytes > limits.bytesMax || this.repeats(delivery, row, seen))) break
      if (count === 0) this.repeats(delivery, row, seen)
      if (used.at(-1) !== delivery) used.push(delivery)
      which[count] = used.length - 1
      rows[count] = row
      count++
      this.step(delivery)
    }
    this.waiting -= count
    return new RowSelection(used, which.subarray(0, count), rows.subarray(0, count))
  }

  private step(delivery: Delivery): void {
    this.taken++
    if (this.taken < delivery.chunk.count) return
    this.taken = 0
    this.deliveries.shift()
  }

  /** Whether a row of this key is in the batch already; notes it where not. */
  private repeats({ chunk }: Delivery, row: number, seen: Set<string> | undefined): boolean {
    if (seen === undefined) return false
    let places = this.keys.get(chunk.target)
    if (places === undefined) this.keys.set(chunk.target, (places = keyColumns(chunk.target)))
    if (places.length === 0) return false
    const key = upsertKey(chunk, row, places)
    if (seen.has(key)) return true
    seen.add(key)
    return false
  }
}
