import { errorWords } from '../../base/error-words.ts'
import type { PlainRecord } from '../../stream/record-batch.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import { RecordError } from '../../types/record-error.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import type { Span } from './member-spans.ts'
import { memberSpans } from './member-spans.ts'

/** A record as a line gives it. */
export interface ReplayRecord extends Omit<PlainRecord, 'timeMs' | 'topic'> {
  readonly source: string | undefined
  readonly topic: string | undefined
  readonly timeMs: number | undefined
  /** How the payload was given: its bytes are repeated so in an error. */
  readonly form: 'payload' | 'text' | 'base64'
}

/** A line that gives a row of a table. */
export interface ReplayRow {
  readonly table: string
  readonly row: ObjectValue
  readonly timeMs: number | undefined
}

class BadLine extends Error {}

const isObject = (value: Value): value is ObjectValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** The members of one line, read as they are asked for. */
class Line {
  private readonly bytes: Buffer
  private readonly spans: Map<string, Span>

  constructor(bytes: Buffer) {
    const spans = memberSpans(bytes)
    if (spans === undefined) throw new BadLine('not a JSON object')
    this.bytes = bytes
    this.spans = spans
  }

  has(name: string): boolean {
    return this.spans.has(name)
  }

  raw(name: string): Buffer {
    const span = this.spans.get(name)
    return span === undefined ? Buffer.alloc(0) : this.bytes.subarray(span.start, span.end)
  }

  value(name: string): Value {
    if (!this.spans.has(name)) return undefined
    try {
      return parseJsonStrict(this.raw(name)) ?? undefined
    } catch (error) {
      if (error instanceof RecordError) throw new BadLine(`'${name}': ${error.message}`)
      throw error
    }
  }

  text(name: string): string | undefined {
    const value = this.value(name)
    if (value === undefined || typeof value === 'string') return value
    throw new BadLine(`'${name}' must be text`)
  }

  object(name: string): ObjectValue | undefined {
    const value = this.value(name)
    if (value === undefined || isObject(value)) return value
    throw new BadLine(`'${name}' must be an object`)
  }
}

/** A text as UTF-8, or `{"base64": …}` for other bytes, as dead letters write them. */
const bytesOf = (name: string, value: Value): Uint8Array => {
  if (typeof value === 'string') return Buffer.from(value)
  const encoded = isObject(value ?? null) ? (value as ObjectValue)['base64'] : undefined
  if (typeof encoded === 'string') return Buffer.from(encoded, 'base64')
  throw new BadLine(`'${name}' must be text`)
}

const headersOf = (line: Line): Record<string, Uint8Array> | undefined => {
  const headers = line.object('headers')
  if (headers === undefined) return undefined
  const entries = Object.entries(headers).filter(([, value]) => value !== null)
  return Object.fromEntries(entries.map(([name, value]) => [name, bytesOf(`headers.${name}`, value)]))
}

const timeOf = (line: Line): number | undefined => {
  const time = line.value('time')
  if (time === undefined) return undefined
  if (typeof time === 'number' && Math.abs(time) <= 8.64e15) return Math.trunc(time)
  throw new BadLine(`'time' must be milliseconds since 1970`)
}

const payloadOf = (line: Line): Pick<ReplayRecord, 'payload' | 'form'> => {
  if (line.has('payload')) return { form: 'payload', payload: line.raw('payload') }
  const text = line.text('text')
  if (text !== undefined) return { form: 'text', payload: Buffer.from(text) }
  const base64 = line.text('base64')
  if (base64 !== undefined) return { form: 'base64', payload: Buffer.from(base64, 'base64') }
  throw new BadLine(`'payload', 'text' or 'base64' is missing`)
}

const rowOf = (line: Line): ReplayRow => {
  const table = line.text('table')
  const row = line.object('row')
  if (table === undefined || row === undefined) throw new BadLine(`'row' is missing`)
  return { table, row, timeMs: timeOf(line) }
}

/**
 * Reads one line of replay input: a record, or a row of a table. The payload keeps its raw bytes, so that no digit of
 * a number is lost.
 */
export const parseReplayLine = (bytes: Buffer): ReplayRecord | ReplayRow | { readonly bad: string } => {
  try {
    const line = new Line(bytes)
    if (line.has('table')) return rowOf(line)
    const key = line.value('key')
    return {
      source: line.text('source'),
      topic: line.text('topic'),
      key: key === undefined ? undefined : bytesOf('key', key),
      headers: headersOf(line),
      timeMs: timeOf(line),
      attributes: line.object('attributes'),
      ...payloadOf(line),
    }
  } catch (error) {
    if (error instanceof BadLine) return { bad: error.message }
    return { bad: errorWords(error) }
  }
}
