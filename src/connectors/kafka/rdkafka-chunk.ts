import type { RdMessage } from './rdkafka.ts'
import { makeChunk, type ChunkRecords, type RecordChunk } from './record-chunk.ts'

/** A header stands as an object with one member; the first of a name counts. */
const recordsOf = (messages: readonly RdMessage[]): ChunkRecords => ({
  key: (i) => messages[i]!.key ?? undefined,
  header: (i, name) => messages[i]!.headers?.find((header) => Object.hasOwn(header, name))?.[name],
  headerNames: (i) => [...new Set((messages[i]!.headers ?? []).flatMap((header) => Object.keys(header)))],
  isTombstone: (i) => messages[i]!.value === null,
})

/** node-rdkafka's messages of one partition as a chunk. */
export const rdkafkaChunk = (
  messages: readonly RdMessage[],
  limits: { readonly payloadBytesMax: number; readonly nowMs: number },
): RecordChunk =>
  makeChunk(
    {
      count: messages.length,
      value: (i) => messages[i]!.value,
      offset: (i) => messages[i]!.offset,
      timeMs: (i) => messages[i]!.timestamp ?? -1,
    },
    recordsOf(messages),
    { ...limits, nextOffset: messages[messages.length - 1]!.offset + 1 },
  )
