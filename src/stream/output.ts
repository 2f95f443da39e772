import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'

/** A column of a rule's output. */
export interface OutputColumn {
  readonly name: string
  readonly type: Type
}

/** One target of one rule: what the connector and the lane need to know before the first row. */
export interface TargetShape {
  readonly rule: string
  /** A hash of the rule's plan. */
  readonly version: string
  /** Index of the target within its rule, from 0. */
  readonly index: number
  readonly connection: string
  readonly connector: string
  /** The output's columns, in SELECT order; empty where the shape is only known as the rule runs (`*`). */
  readonly columns: readonly OutputColumn[]
  /** Options with one value for all rows, already checked; column lists (`key = [a, b]`) are arrays of names. */
  readonly constants: Readonly<Record<string, Value>>
  /** Set where the target says `value = …`: its type. STRING is encoded as text, BYTES raw, all else as JSON. */
  readonly valueType?: Type
  /** Options with a value per row; `OutputChunk.options[k]` belongs to `perRow[k]`. */
  readonly perRow: readonly string[]
}

/** The rows that one pass made for one target. Immutable once handed over. */
export interface OutputChunk {
  readonly target: TargetShape
  readonly count: number
  /** Encoded value of row r: `bytes[start[r] .. end[r])`; one JSON object unless the target says `value = …`. */
  readonly bytes: Buffer
  readonly start: Int32Array
  readonly end: Int32Array
  /** For sinks that accept 'columns': `columns[c][r]`, c as in `target.columns`. Empty for others. */
  readonly columns: readonly (readonly Value[])[]
  /** `options[k][r]`, k as in `target.perRow`. */
  readonly options: readonly (readonly Value[])[]
  /** Event time of the row. */
  readonly timeMs: Float64Array
  /** Where row r came from: the record's sequence number in its lane and epoch. */
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly seq: Float64Array
  /** Which of its record's rows in this rule row r is, from 0; absent where a record makes one row at most. */
  readonly ordinal?: Int32Array
  /** Where the rows' records stand in their source's log; absent where the source has no positions that stay. */
  readonly log?: RowLog
  /** Ids that rows had before: of those that go their way again. */
  readonly ids?: readonly string[]
}

/** Positions of rows' records in a log, the same whenever they are read again. */
export interface RowLog {
  /** Topic and partition. */
  readonly partition: string
  readonly offsets: Float64Array
  /** The records' timestamps: a topic that was made anew counts its offsets anew. */
  readonly timesMs: Float64Array
}

/** The place of a row in a log that is read in order: that of its source, or the journal. */
export interface RowPlace {
  /** Which log: a partition, or a journal. */
  readonly log: string
  readonly offset: number
  /** Which of the lane's rows at that offset, from 0. */
  readonly row: number
  /** Nothing from here on can have been written before this lane began; undefined where that is not known. */
  readonly begun?: number
}

/** Rows of one lane on their way into one write, from one or several chunks, in order. */
export interface OutputBatch {
  readonly count: number
  chunk(i: number): OutputChunk
  /** Row of that chunk. */
  row(i: number): number
  /** A view of the encoded value; not to be kept after `write` has resolved. */
  value(i: number): Buffer
  /** An option of row i, whether constant or per row; undefined where the target does not set it. */
  option(i: number, name: string): Value
  timeMs(i: number): number
  /** Where row i stands in the log that its lane reads; undefined where there is none. */
  place?(i: number): RowPlace | undefined
  /** The output id of row i: the same whenever it is written, and when its record is read again from a log. */
  id?(i: number): string | undefined
}
