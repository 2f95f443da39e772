import type { PlainRecord } from '../../stream/record-batch.ts'
import type { Value } from '../../types/value.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { readValue, writeValue } from './value-codec.ts'

/** A record as it came, kept for the dead letters of its rows. */
export interface KeptInput {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly seq: number
  readonly record: PlainRecord
}

export const writeInput = (writer: ByteWriter, { epoch, lane, record, seq, source }: KeptInput): void => {
  const { attributes, fullSize, headers, key, payload, timeMs, topic } = record
  writer.text(source)
  for (const number of [lane, epoch, seq, fullSize ?? 0]) writer.varint(number)
  writer.text(topic)
  writer.double(timeMs)
  writer.byte(key === undefined ? 0 : 1)
  if (key !== undefined) writer.sized(key)
  const named = Object.entries(headers ?? {})
  writer.varint(named.length)
  for (const [name, value] of named) {
    writer.text(name)
    writer.sized(value)
  }
  writeValue(writer, attributes ?? {})
  writer.sized(payload)
}

export const readInput = (reader: ByteReader): KeptInput => {
  const source = reader.text()
  const lane = reader.varint()
  const epoch = reader.varint()
  const seq = reader.varint()
  const fullSize = reader.varint()
  const topic = reader.text()
  const timeMs = reader.double()
  const key = reader.byte() === 0 ? undefined : reader.sized()
  const headers: [string, Uint8Array][] = []
  for (let left = reader.count(); left > 0; left--) headers.push([reader.text(), reader.sized()])
  const attributes = readValue(reader) as Readonly<Record<string, Value>>
  const payload = reader.sized()
  const record = { payload, topic, timeMs, key, headers: Object.fromEntries(headers), attributes }
  return {
    source,
    lane,
    epoch,
    seq,
    record: fullSize === 0 ? record : { ...record, fullSize },
  }
}
