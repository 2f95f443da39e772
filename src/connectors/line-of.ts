import type { OutputBatch } from '../stream/output.ts'

const NEWLINE = 0x0a
const RETURN = 0x0d
const SPACE = 0x20

/**
 * The value of row i as one line, without its line break; undefined where it is a text of several lines. Between the
 * tokens of JSON, and nowhere else, line breaks may stand, and a value that is passed on untouched can have some.
 */
export const lineOf = (batch: OutputBatch, i: number): Buffer | undefined => {
  const value = batch.value(i)
  if (!value.includes(NEWLINE) && !value.includes(RETURN)) return value
  const { kind } = batch.chunk(i).target.valueType ?? { kind: 'OBJECT' }
  if (kind === 'STRING' || kind === 'BYTES') return undefined
  return Buffer.from(value.map((byte) => (byte === NEWLINE || byte === RETURN ? SPACE : byte)))
}
