import { jsonText } from '../../types/json/write.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection } from '../../stream/sink.ts'
import type { Value } from '../../types/value.ts'
import { topicNameProblem } from './options.ts'

/** A record of a sink, ready for either client. */
export interface KafkaRecord {
  readonly topic: string
  readonly key: Buffer | null
  readonly value: Buffer
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly timestampMs: number
}

/** Text as UTF-8, INTEGER as digits, several columns as a JSON array, NULL none. */
export const keyBytes = (key: Value): Buffer | null => {
  if (key == null) return null
  if (typeof key === 'string') return Buffer.from(key)
  return key instanceof Uint8Array ? Buffer.from(key) : Buffer.from(jsonText(key))
}

const headersOf = (value: Value): KafkaRecord['headers'] => {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value as Readonly<Record<string, Value>>).filter(([, one]) => one != null)
  return Object.fromEntries(
    entries.map(([name, one]) => [name, typeof one === 'string' ? one : jsonText(one)]),
  )
}

/** The records of a batch that can be sent, and the rows that cannot. */
export const recordsOf = (
  batch: OutputBatch,
  messageBytesMax: number,
): { readonly records: readonly KafkaRecord[]; readonly rejections: readonly Rejection[] } => {
  const records: KafkaRecord[] = []
  const rejections: Rejection[] = []
  for (let i = 0; i < batch.count; i++) {
    const topic = batch.option(i, 'topic')
    const problem = topicNameProblem(topic)
    const value = batch.value(i)
    if (problem !== undefined) rejections.push({ index: i, slug: 'bad-topic', message: problem })
    else if (value.length > messageBytesMax)
      rejections.push({
        index: i,
        slug: 'row-too-large',
        message: `the row has ${String(value.length)} bytes, more than message_bytes_max = ${String(messageBytesMax)}`,
      })
    else
      records.push({
        topic: topic as string,
        key: keyBytes(batch.option(i, 'key')),
        value,
        headers: headersOf(batch.option(i, 'headers')),
        timestampMs: batch.timeMs(i),
      })
  }
  return { records, rejections }
}
