import type { CheckedColumn } from '../../check/checked/project.ts'
import { show } from '../../check/typing/show.ts'
import { JSON_DEPTH_MAX, skipText } from '../../types/json/scan.ts'
import { RecordError } from '../../types/record-error.ts'

const EXCERPT_LENGTH_MAX = 40

/** The beginning of a piece of JSON in one line, as it is written there. */
const excerpt = (bytes: Buffer, start: number, end: number): string => {
  const text = bytes.toString('utf8', start, Math.min(end, start + EXCERPT_LENGTH_MAX)).replace(/\s+/g, ' ')
  return end - start > EXCERPT_LENGTH_MAX ? `${text}…` : text
}

/** Brackets that are open at a place which everything before it is valid for. */
const depthAt = (bytes: Buffer, start: number, at: number): number => {
  let depth = 0
  for (let k = start; k < at; k++) {
    const byte = bytes[k]
    if (byte === 34) k = skipText(bytes, k, at) - 1
    else if (byte === 91 || byte === 123) depth++
    else if (byte === 93 || byte === 125) depth--
  }
  return depth
}

/** Throws: the payload is no JSON text. `at` is the place of the first mistake in the batch. */
export const invalidJson = (bytes: Buffer, start: number, end: number, at: number): never => {
  if (start === end) throw new RecordError('bad-json', 'the payload is empty, where JSON is expected')
  if (at >= end) throw new RecordError('bad-json', 'the payload ends in the middle of its JSON text')
  const opens = bytes[at] === 91 || bytes[at] === 123
  if (opens && depthAt(bytes, start, at) >= JSON_DEPTH_MAX)
    throw new RecordError('bad-json', `the payload nests deeper than ${String(JSON_DEPTH_MAX)} levels`)
  throw new RecordError(
    'bad-json',
    `the payload is not JSON: byte ${String(at - start + 1)} does not fit, at ${JSON.stringify(excerpt(bytes, at, end))}`,
  )
}

const slugOf = (
  { type }: CheckedColumn,
  first: number | undefined,
): 'bad-timestamp' | 'number-overflow' | 'wrong-type' => {
  if (type.kind === 'TIMESTAMP') return 'bad-timestamp'
  const isNumber = first === 45 || (first !== undefined && first >= 48 && first <= 57)
  return type.kind === 'DOUBLE' && isNumber ? 'number-overflow' : 'wrong-type'
}

/** Throws: a member of the payload is of another kind than its column. */
export const wrongColumn = (column: CheckedColumn, bytes: Buffer, start: number, end: number): never => {
  throw new RecordError(
    slugOf(column, bytes[start]),
    `column ${column.name} is ${show({ ...column.type, nullable: false })}, but the payload has ${excerpt(bytes, start, end)}`,
    column.name,
  )
}

/** Throws: a column that is NOT NULL has no value. */
export const nullColumn = (column: CheckedColumn): never => {
  throw new RecordError('not-null', `column ${column.name} is NOT NULL, but has no value`, column.name)
}
