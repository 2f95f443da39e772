import type { TableColumn } from '../../catalog/connector.ts'
import type { TableInput } from '../../stream/table.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import { nextByte, skipValue } from '../../types/json/scan.ts'
import type { Value } from '../../types/value.ts'
import { CsvReader, type CsvField } from './csv.ts'
import { textValue } from './text-value.ts'

export const rowFormats = ['csv', 'json', 'ndjson'] as const
export type RowFormat = (typeof rowFormats)[number]

export interface RowText {
  readonly format: RowFormat
  /** Of CSV. */
  readonly separator: string
  readonly columns: readonly TableColumn[]
  /** More bytes than these are an error of the whole. */
  readonly bytesMax: number
}

/** Makes objects of CSV rows: the first row gives the names. */
const csvRows = (columns: readonly TableColumn[], take: (value: Value) => void) => {
  const bySource = new Map(columns.map((column) => [column.source, column]))
  let names: readonly string[] | undefined
  return (fields: readonly CsvField[], line: number): void => {
    if (names === undefined) {
      names = fields.map((field) => field ?? '')
      const twice = names.find((name, k) => names?.indexOf(name) !== k)
      if (twice !== undefined) throw new Error(`line ${String(line)}: two columns are called '${twice}'`)
      return
    }
    if (fields.length !== names.length)
      throw new Error(
        `line ${String(line)}: ${String(fields.length)} fields, where the first line has ${String(names.length)}`,
      )
    const row = Object.create(null) as Record<string, Value>
    names.forEach((name, k) => {
      const text = fields[k] ?? null
      const column = bySource.get(name)
      row[name] = text === null || column === undefined ? text : textValue(text, column)
    })
    take(row)
  }
}

const limited = async function* (
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > bytesMax) throw new Error(`more than ${String(bytesMax)} bytes`)
    yield chunk
  }
}

const readCsv = async function* (
  chunks: AsyncIterable<Uint8Array>,
  text: RowText,
): AsyncIterable<TableInput[]> {
  let rows: TableInput[] = []
  const reader = new CsvReader(
    text.separator,
    csvRows(text.columns, (value) => rows.push({ value })),
  )
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  for await (const chunk of chunks) {
    reader.push(decoder.decode(chunk, { stream: true }))
    yield rows
    rows = []
  }
  reader.push(decoder.decode())
  reader.end()
  yield rows
}

const lineRow = (line: Buffer, number: number): TableInput[] => {
  if (line.every((byte) => byte <= 32)) return []
  try {
    return [{ value: parseJsonStrict(line) }]
  } catch (error) {
    throw new Error(`line ${String(number)}: ${(error as Error).message}`)
  }
}

const readNdjson = async function* (chunks: AsyncIterable<Uint8Array>): AsyncIterable<TableInput[]> {
  let rest: Uint8Array[] = []
  let number = 0
  for await (const piece of chunks) {
    let chunk = piece
    const rows: TableInput[] = []
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10)) {
      rows.push(...lineRow(Buffer.concat([...rest, chunk.subarray(0, at)]), ++number))
      rest = []
      chunk = chunk.subarray(at + 1)
    }
    if (chunk.length > 0) rest.push(Uint8Array.from(chunk))
    yield rows
  }
  yield lineRow(Buffer.concat(rest), number + 1)
}

const ROWS_AT_ONCE = 1_000

const readArray = async function* (chunks: AsyncIterable<Uint8Array>): AsyncIterable<TableInput[]> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk))
  const bytes = Buffer.concat(parts)
  const whole = skipValue(bytes, nextByte(bytes, 0, bytes.length), bytes.length)
  let at = nextByte(bytes, 0, bytes.length)
  if (whole < 0 || nextByte(bytes, whole, bytes.length) !== bytes.length) throw new Error('this is not JSON')
  if (bytes[at] !== 91) throw new Error('expected a JSON array of objects')
  let rows: TableInput[] = []
  at = nextByte(bytes, at + 1, bytes.length)
  while (bytes[at] !== 93) {
    const end = skipValue(bytes, at, bytes.length)
    rows.push({ value: parseJsonStrict(bytes.subarray(at, end)) })
    if (rows.length >= ROWS_AT_ONCE) {
      yield rows
      rows = []
    }
    at = nextByte(bytes, end, bytes.length)
    if (bytes[at] === 44) at = nextByte(bytes, at + 1, bytes.length)
  }
  yield rows
}

/** The rows of a text that comes in pieces. Throws where it is not well formed, with the line. */
export const readRows = (chunks: AsyncIterable<Uint8Array>, text: RowText): AsyncIterable<TableInput[]> => {
  const bounded = limited(chunks, text.bytesMax)
  switch (text.format) {
    case 'csv':
      return readCsv(bounded, text)
    case 'json':
      return readArray(bounded)
    case 'ndjson':
      return readNdjson(bounded)
  }
}

/** The format that a file's name tells; JSON where it tells none. */
export const formatOfName = (name: string): RowFormat =>
  /\.csv$/i.test(name) ? 'csv' : /\.(ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'json'
