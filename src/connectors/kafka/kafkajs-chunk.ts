import type { KafkaMessage } from 'kafkajs'
import { makeChunk, type ChunkRecords, type RecordChunk } from './record-chunk.ts'

const recordsOf = (messages: readonly KafkaMessage[]): ChunkRecords => ({
  key: (i) => messages[i]!.key ?? undefined,
  header(i, name) {
    const { headers } = messages[i]!
    if (headers === undefined || !Object.hasOwn(headers, name)) return undefined
    const value = headers[name]
    const one = Array.isArray(value) ? value[0] : value
    return typeof one === 'string' ? Buffer.from(one) : (one ?? undefined)
  },
  headerNames: (i) => Object.keys(messages[i]!.headers ?? {}),
  isTombstone: (i) => messages[i]!.value === null,
})

/** kafkajs's messages as a chunk; their values are views of the response, so usually nothing is copied. */
export const kafkajsChunk = (
  messages: readonly KafkaMessage[],
  limits: { readonly payloadBytesMax: number; readonly nowMs: number; readonly nextOffset: number },
): RecordChunk =>
  makeChunk(
    {
      count: messages.length,
      value: (i) => messages[i]!.value,
      offset: (i) => Number(messages[i]!.offset),
      timeMs: (i) => Number(messages[i]!.timestamp),
    },
    recordsOf(messages),
    limits,
  )
