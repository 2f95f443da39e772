import type { Rejection } from '../stream/sink.ts'
import { orderKey } from './order-key.ts'
import type { RowSelection } from './row-selection.ts'

/** A row that was rejected, alone in its selection, and how often it was written. */
export interface RejectedRow {
  readonly row: RowSelection
  readonly rejection: Rejection
  readonly attempts: number
}

/**
 * Rows of a run of rejections. Whether they are bad or the server is, nobody knows until another row is taken; until
 * then they wait, and hold back later rows of their keys.
 */
export class Undecided {
  private rejected: RejectedRow[] = []
  private held: RowSelection[] = []
  private readonly keys = new Set<string>()
  /** The server has failed during the run, so the rows get another chance. */
  isDoubtful = false

  get count(): number {
    return this.rejected.length
  }

  add(rejected: RejectedRow): void {
    this.rejected.push(rejected)
    const key = orderKey(rejected.row, 0)
    if (key !== undefined) this.keys.add(key)
  }

  /** Keeps the rows that may not overtake an undecided one; gives the others. */
  hold(rows: RowSelection): RowSelection {
    if (this.keys.size === 0) return rows
    const isHeld = Array.from({ length: rows.count }, (_, i) => this.keys.has(orderKey(rows, i) ?? ''))
    if (!isHeld.includes(true)) return rows
    this.held.push(rows.where((i) => isHeld[i]!))
    return rows.where((i) => !isHeld[i]!)
  }

  /** All of them: what was rejected, then what was held back, in order. Nobody waits any more. */
  take(): { readonly rejected: readonly RejectedRow[]; readonly held: readonly RowSelection[] } {
    const { held, rejected } = this
    this.rejected = []
    this.held = []
    this.keys.clear()
    this.isDoubtful = false
    return { rejected, held: held.flatMap(withoutRepeats) }
  }
}

/** Rows in parts, in none of which a key comes twice: a database may refuse to change a row twice in one statement. */
const withoutRepeats = (rows: RowSelection): RowSelection[] => {
  const parts: RowSelection[] = []
  let seen = new Set<string>()
  let from = 0
  for (let i = 0; i < rows.count; i++) {
    const key = orderKey(rows, i) ?? ''
    if (seen.has(key)) {
      parts.push(rows.part(from, i))
      from = i
      seen = new Set()
    }
    seen.add(key)
  }
  parts.push(rows.part(from, rows.count))
  return parts
}
