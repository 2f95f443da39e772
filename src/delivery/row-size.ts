import type { OutputChunk } from '../stream/output.ts'

/** What a row costs beside its encoded value: positions, options, the record it holds back. */
const ROW_BYTES = 64
/** A guess, for columns are handed over by reference. */
const COLUMN_BYTES = 32

/** Bytes that a waiting row is counted with. */
export const rowBytes = (chunk: OutputChunk, row: number): number =>
  ROW_BYTES + COLUMN_BYTES * chunk.columns.length + (chunk.end[row] ?? 0) - (chunk.start[row] ?? 0)
