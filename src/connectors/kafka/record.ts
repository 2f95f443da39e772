import { base64Text } from '../../types/base64.ts'
import { jsonText } from '../../types/json/write.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection } from '../../stream/sink.ts'
import type { Value } from '../../types/value.ts'
import type { KafkaConnection } from './options.ts'
import { topicNameProblem } from './topic-name.ts'

type Header = readonly [name: string, value: string]

/** A record of a sink, ready for either client. */
export interface KafkaRecord {
  /** Its row in the batch. */
  readonly index: number
  readonly topic: string
  readonly partition: number | null
  readonly key: Buffer | null
  readonly value: Buffer
  readonly headers: readonly Header[] | undefined
  readonly timestampMs: number
}

/** What a record takes beside key, value and headers, at most. */
const RECORD_OVERHEAD_BYTES = 100
const HEADER_OVERHEAD_BYTES = 10
const PARTITION_MAX = 2 ** 31 - 1

/** Text as UTF-8, INTEGER as digits, several columns as a JSON array, NULL none. */
export const keyBytes = (key: Value): Buffer | null => {
  if (key == null) return null
  if (typeof key === 'string') return Buffer.from(key)
  return key instanceof Uint8Array
    ? Buffer.from(key.buffer, key.byteOffset, key.length)
    : Buffer.from(jsonText(key))
}

const headerText = (value: Value): string => {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? base64Text(value) : jsonText(value)
}

/** The output id, for readers who must know a repeat, and the version of the rule; a row's own headers win. */
const ID_HEADER = 'sluice-id'
const VERSION_HEADER = 'sluice-version'

/** What a connection says of its records. */
type RecordSettings = Pick<KafkaConnection, 'id_headers' | 'message_bytes_max'>

/** Ours, as far as the connection wants them: each costs as much as the rest of writing a small record. */
const idHeaders = (batch: OutputBatch, index: number, wanted: RecordSettings['id_headers']): Header[] => {
  const id = wanted === 'none' ? undefined : batch.id?.(index)
  if (id === undefined) return []
  if (wanted === 'id') return [[ID_HEADER, id]]
  const { version } = batch.chunk(index).target
  return [
    [ID_HEADER, id],
    [VERSION_HEADER, version],
  ]
}

const headersOf = (
  batch: OutputBatch,
  index: number,
  wanted: RecordSettings['id_headers'],
): KafkaRecord['headers'] => {
  const ours = idHeaders(batch, index, wanted)
  const value = batch.option(index, 'headers')
  if (typeof value !== 'object' || value === null) return ours.length === 0 ? undefined : ours
  const own = Object.entries(value as Readonly<Record<string, Value>>)
    .filter(([, one]) => one != null)
    .map(([name, one]): Header => [name, headerText(one)])
  const headers = [...own, ...ours.filter(([name]) => !own.some((one) => one[0] === name))]
  return headers.length === 0 ? undefined : headers
}

const sizeOf = ({ headers, key, value }: KafkaRecord): number => {
  let size = RECORD_OVERHEAD_BYTES + value.length + (key?.length ?? 0)
  for (const [name, one] of headers ?? [])
    size += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(one)
  return size
}

/** A row that is larger than the connection allows. */
export const tooLarge = (index: number, messageBytesMax: number): Rejection => ({
  index,
  slug: 'row-too-large',
  message: `the record is larger than message_bytes_max = ${messageBytesMax}`,
})

/** The records of a batch that can be sent, and the rows that cannot. `topics` holds each topic once. */
export interface KafkaRecords {
  readonly records: readonly KafkaRecord[]
  readonly rejections: Rejection[]
  readonly topics: ReadonlySet<string>
}

const isPartition = (value: Value): value is number | null | undefined =>
  value == null ||
  (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= PARTITION_MAX)

export const recordsOf = (batch: OutputBatch, settings: RecordSettings): KafkaRecords => {
  const { id_headers: wanted, message_bytes_max: messageBytesMax } = settings
  const records: KafkaRecord[] = []
  const rejections: Rejection[] = []
  const topics = new Set<string>()
  for (let index = 0; index < batch.count; index++) {
    const topic = batch.option(index, 'topic')
    const partition = batch.option(index, 'partition')
    if (typeof topic !== 'string' || !topics.has(topic)) {
      const problem = topicNameProblem(topic)
      if (problem !== undefined) {
        rejections.push({ index, slug: 'bad-topic', message: problem })
        continue
      }
    }
    if (!isPartition(partition)) {
      rejections.push({ index, slug: 'row-refused', message: 'a partition is a whole number from 0' })
      continue
    }
    const record: KafkaRecord = {
      index,
      topic: topic as string,
      partition: partition ?? null,
      key: keyBytes(batch.option(index, 'key')),
      value: batch.value(index),
      headers: headersOf(batch, index, wanted),
      timestampMs: Math.max(0, Math.floor(batch.timeMs(index))),
    }
    if (sizeOf(record) > messageBytesMax) rejections.push(tooLarge(index, messageBytesMax))
    else {
      records.push(record)
      topics.add(record.topic)
    }
  }
  return { records, rejections, topics }
}
