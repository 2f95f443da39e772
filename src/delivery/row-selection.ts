import type { OutputBatch, OutputChunk, RowPlace } from '../stream/output.ts'
import type { Value } from '../types/value.ts'
import type { Delivery } from './delivery.ts'
import { outputId } from './output-id.ts'

/** Rows of one or several deliveries, in order: what one write carries. Parts of it share its arrays. */
export class RowSelection implements OutputBatch {
  private readonly deliveries: readonly Delivery[]
  /** Per row: which delivery, and which row of its chunk. */
  private readonly which: Int32Array
  private readonly rows: Int32Array

  constructor(deliveries: readonly Delivery[], which: Int32Array, rows: Int32Array) {
    this.deliveries = deliveries
    this.which = which
    this.rows = rows
  }

  get count(): number {
    return this.rows.length
  }

  delivery(i: number): Delivery {
    return this.deliveries[this.which[i]!]!
  }

  chunk(i: number): OutputChunk {
    return this.delivery(i).chunk
  }

  row(i: number): number {
    return this.rows[i]!
  }

  seq(i: number): number {
    return this.chunk(i).seq[this.rows[i]!]!
  }

  value(i: number): Buffer {
    const chunk = this.chunk(i)
    const row = this.rows[i]!
    return chunk.bytes.subarray(chunk.start[row], chunk.end[row])
  }

  option(i: number, name: string): Value {
    const { target, options } = this.chunk(i)
    const at = target.perRow.indexOf(name)
    if (at !== -1) return options[at]?.[this.rows[i]!]
    return Object.hasOwn(target.constants, name) ? target.constants[name] : undefined
  }

  timeMs(i: number): number {
    return this.chunk(i).timeMs[this.rows[i]!]!
  }

  /** A log's own place says more than the journal's: it is the same when the record is read again. */
  place(i: number): RowPlace | undefined {
    const { before = 0, chunk, origin } = this.delivery(i)
    const row = this.rows[i]!
    const { ids, log, ordinal } = chunk
    if (log !== undefined) {
      // What is sent once more by an operator was passed over before.
      if (ids !== undefined) return undefined
      return { log: log.partition, offset: log.offsets[row]!, row: ordinal?.[row] ?? 0 }
    }
    if (origin.frame === undefined) return undefined
    const { begun, journal, sequence } = origin.frame
    return { log: `journal ${journal}`, offset: sequence, row: before + row, begun }
  }

  id(i: number): string {
    return outputId(this.chunk(i), this.rows[i]!, this.delivery(i).origin.identity)
  }

  /** Rows from..to without the last. */
  part(from: number, to: number): RowSelection {
    return new RowSelection(this.deliveries, this.which.subarray(from, to), this.rows.subarray(from, to))
  }

  /** These rows, and then those. */
  and(more: RowSelection): RowSelection {
    if (more.count === 0) return this
    const offset = this.deliveries.length
    return new RowSelection(
      [...this.deliveries, ...more.deliveries],
      Int32Array.of(...this.which, ...more.which.map((place) => place + offset)),
      Int32Array.of(...this.rows, ...more.rows),
    )
  }

  /** The rows for which the condition holds; itself where that is all of them. */
  where(condition: (i: number) => boolean): RowSelection {
    const kept: number[] = []
    for (let i = 0; i < this.count; i++) if (condition(i)) kept.push(i)
    if (kept.length === this.count) return this
    const which = Int32Array.from(kept, (i) => this.which[i]!)
    return new RowSelection(
      this.deliveries,
      which,
      Int32Array.from(kept, (i) => this.rows[i]!),
    )
  }
}
