import type { CheckedColumn } from '../../check/checked/project.ts'
import { RecordError } from '../../types/record-error.ts'

const EXCERPT_LENGTH_MAX = 40

const excerpt = (bytes: Buffer, start: number, end: number): string => {
  const text = bytes.toString('utf8', start, Math.min(end, start + EXCERPT_LENGTH_MAX))
  return JSON.stringify(end - start > EXCERPT_LENGTH_MAX ? `${text}…` : text)
}

/** Throws: the payload is no JSON text. `at` is the place of the first mistake in the batch. */
export const invalidJson = (bytes: Buffer, start: number, end: number, at: number): never => {
  if (start === end) throw new RecordError('bad-json', 'the payload is empty, where JSON is expected')
  if (at >= end) throw new RecordError('bad-json', 'the payload ends in the middle of its JSON text')
  throw new RecordError(
    'bad-json',
    `the payload is not JSON: byte ${String(at - start + 1)} does not fit, at ${excerpt(bytes, at, end)}`,
  )
}

/** Throws: a member of the payload is of another kind than its column. */
export const wrongColumn = (column: CheckedColumn, bytes: Buffer, start: number, end: number): never => {
  throw new RecordError(
    'wrong-type',
    `column ${column.name} is ${column.type.kind}, but the payload has ${excerpt(bytes, start, end)}`,
    column.name,
  )
}

/** Throws: a column that is NOT NULL has no value. */
export const nullColumn = (column: CheckedColumn): never => {
  throw new RecordError('not-null', `column ${column.name} is NOT NULL, but has no value`, column.name)
}
