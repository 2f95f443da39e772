import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import { readValue } from '../../types/read.ts'
import { RecordError } from '../../types/record-error.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import { isObject, payloadOf, textIn } from './letter-record.ts'

/** Where the row stands among what is being redriven. */
export interface RedrivePlace {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly seq: number
}

const optionOf = (letter: ObjectValue, name: string): Value => {
  const sink = isObject(letter['sink']) ? letter['sink'] : {}
  const options = isObject(sink['options']) ? sink['options'] : {}
  return Object.hasOwn(options, name) ? options[name] : undefined
}

const columnsOf = (target: TargetShape, bytes: Buffer): readonly (readonly Value[])[] => {
  const row = parseJsonStrict(bytes)
  if (!isObject(row)) throw new RecordError('wrong-type', 'the row is no object')
  return target.columns.map(({ name, type }) => {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    if (value === undefined) throw new RecordError('wrong-type', `the row has no column ${name}`)
    return [value === null ? null : readValue(value, type)]
  })
}

/** The row that a letter has, for the target that it was refused by, or why it cannot be made again. */
export const letterRow = (
  letter: ObjectValue,
  target: TargetShape,
  accepts: 'encoded' | 'columns',
  place: RedrivePlace,
): OutputChunk | string => {
  const { row } = letter
  const bytes = isObject(row) ? payloadOf(row) : 'the letter has no row'
  if (typeof bytes === 'string') return bytes
  let columns: OutputChunk['columns']
  try {
    columns = accepts === 'columns' ? columnsOf(target, bytes) : []
  } catch (error) {
    if (error instanceof RecordError)
      return `the row does not fit the rule's columns any more: ${error.message}`
    throw error
  }
  const { source, lane, epoch, seq } = place
  const timeMs = parseTimestamp(textIn(letter, 'event_time') ?? textIn(letter, 'time') ?? '')
  return {
    target,
    count: 1,
    bytes: accepts === 'columns' ? Buffer.alloc(0) : bytes,
    start: Int32Array.of(0),
    end: Int32Array.of(accepts === 'columns' ? 0 : bytes.length),
    columns,
    options: target.perRow.map((name) => [optionOf(letter, name)]),
    timeMs: Float64Array.of(Number.isFinite(timeMs) ? timeMs : 0),
    source,
    lane,
    epoch,
    seq: Float64Array.of(seq),
    ids: [textIn(letter, 'output_id') ?? textIn(letter, 'id') ?? ''],
  }
}
