import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { EncodedLetter } from './encode-letter.ts'
import type { Position } from './letter.ts'

/**
 * What a dead letter looks like to lanes and to the journal. It does not say where letters go, so that those of an
 * earlier run go to the target that is configured now.
 */
export const letterShape: TargetShape = {
  rule: '',
  version: '',
  index: 0,
  connection: 'dead letters',
  connector: 'dead letters',
  columns: [],
  constants: {},
  perRow: [],
}

/** Whether a shape, perhaps read from a journal, is that of dead letters. */
export const isLetterShape = ({ connector }: TargetShape): boolean => connector === letterShape.connector

/** A letter as a row. */
export const letterChunk = (
  { id, line }: EncodedLetter,
  { source, lane, epoch, seq }: Position,
  timeMs: number,
): OutputChunk => ({
  target: letterShape,
  count: 1,
  bytes: line,
  start: Int32Array.of(0),
  end: Int32Array.of(line.length),
  columns: [],
  options: [],
  timeMs: Float64Array.of(timeMs),
  source,
  lane,
  epoch,
  seq: Float64Array.of(seq),
  ids: [id],
})
