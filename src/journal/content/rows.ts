import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'
import { ContentError } from './byte-reader.ts'
import type { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { readValue, writeValue } from './value-codec.ts'

/** Rows for one target, which the journal knows by a number. */
export interface JournalledChunk {
  readonly target: number
  readonly chunk: OutputChunk
}

/** The part of a buffer that some chunks use. */
interface Region {
  readonly bytes: Buffer
  from: number
  to: number
}

const regionsOf = (chunks: readonly JournalledChunk[]): Map<Buffer, Region> => {
  const regions = new Map<Buffer, Region>()
  for (const { chunk } of chunks) {
    const { bytes, count, end, start } = chunk
    let region = regions.get(bytes)
    if (region === undefined) regions.set(bytes, (region = { bytes, from: Infinity, to: 0 }))
    for (let row = 0; row < count; row++) {
      if (start[row]! < region.from) region.from = start[row]!
      if (end[row]! > region.to) region.to = end[row]!
    }
  }
  return regions
}

/** Numbers in this machine's byte order: a journal does not move to another kind of machine. */
const raw = (numbers: Int32Array | Float64Array, count: number): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, count * numbers.BYTES_PER_ELEMENT)

const writeLists = (writer: ByteWriter, lists: readonly (readonly Value[])[]): void => {
  writer.varint(lists.length)
  for (const list of lists) for (const value of list) writeValue(writer, value)
}

/** What else goes into the ids of rows; a bit each. */
const part = { ordinal: 1, log: 2, ids: 4 } as const

const writeIdentity = (writer: ByteWriter, { count, ids, log, ordinal }: OutputChunk): void => {
  writer.byte(
    (ordinal === undefined ? 0 : part.ordinal) |
      (log === undefined ? 0 : part.log) |
      (ids === undefined ? 0 : part.ids),
  )
  if (ordinal !== undefined) writer.raw(raw(ordinal, count))
  if (log !== undefined) {
    writer.text(log.partition)
    writer.raw(raw(log.offsets, count))
    writer.raw(raw(log.timesMs, count))
  }
  for (const id of ids ?? []) writer.text(id)
}

const readIdentity = (
  reader: ByteReader,
  count: number,
): Partial<Pick<OutputChunk, 'ordinal' | 'log' | 'ids'>> => {
  const parts = reader.byte()
  return {
    ...((parts & part.ordinal) !== 0 && { ordinal: readInts(reader, count) }),
    ...((parts & part.log) !== 0 && {
      log: {
        partition: reader.text(),
        offsets: readDoubles(reader, count),
        timesMs: readDoubles(reader, count),
      },
    }),
    ...((parts & part.ids) !== 0 && { ids: Array.from({ length: count }, () => reader.text()) }),
  }
}

/**
 * Rows as parts of a frame. Encoded values are not copied, and those that several targets share are there once:
 * a description, then the buffers.
 */
export const encodeRows = (chunks: readonly JournalledChunk[]): Uint8Array[] => {
  const regions = [...regionsOf(chunks).values()]
  const writer = new ByteWriter()
  writer.varint(regions.length)
  for (const { from, to } of regions) writer.varint(Math.max(0, to - from))
  writer.varint(chunks.length)
  for (const { target, chunk } of chunks) {
    const { bytes, count, end, seq, start, timeMs } = chunk
    const at = regions.findIndex((region) => region.bytes === bytes)
    writer.varint(target)
    writer.varint(at)
    writer.varint(Math.min(regions[at]!.from, regions[at]!.to))
    writer.varint(count)
    writer.text(chunk.source)
    writer.varint(chunk.lane)
    writer.varint(chunk.epoch)
    for (const numbers of [start, end, seq, timeMs]) writer.raw(raw(numbers, count))
    writeIdentity(writer, chunk)
    writeLists(writer, chunk.columns)
    writeLists(writer, chunk.options)
  }
  return [writer.finish(), ...regions.map(({ bytes, from, to }) => bytes.subarray(Math.min(from, to), to))]
}

const readInts = (reader: ByteReader, count: number): Int32Array => {
  const numbers = new Int32Array(count)
  raw(numbers, count).set(reader.raw(count * 4))
  return numbers
}

const readDoubles = (reader: ByteReader, count: number): Float64Array => {
  const numbers = new Float64Array(count)
  raw(numbers, count).set(reader.raw(count * 8))
  return numbers
}

const readLists = (reader: ByteReader, count: number): Value[][] =>
  Array.from({ length: reader.count() }, () => Array.from({ length: count }, () => readValue(reader)))

const shifted = (numbers: Int32Array, by: number, length: number): Int32Array => {
  for (let row = 0; row < numbers.length; row++) {
    numbers[row]! -= by
    if (numbers[row]! < 0 || numbers[row]! > length) throw new ContentError('a row lies outside of its bytes')
  }
  return numbers
}

/** A chunk whose bytes are still to be cut out of what follows the descriptions. */
interface Described extends Omit<JournalledChunk, 'chunk'> {
  readonly region: number
  readonly chunk: Omit<OutputChunk, 'bytes'>
}

const readChunk = (
  reader: ByteReader,
  lengths: readonly number[],
  shapeOf: (target: number) => TargetShape | undefined,
): Described | undefined => {
  const target = reader.varint()
  const region = reader.varint()
  const length = lengths[region]
  if (length === undefined) throw new ContentError('rows without bytes')
  const from = reader.varint()
  const count = reader.count(24)
  const source = reader.text()
  const lane = reader.varint()
  const epoch = reader.varint()
  const start = shifted(readInts(reader, count), from, length)
  const end = shifted(readInts(reader, count), from, length)
  const seq = readDoubles(reader, count)
  const timeMs = readDoubles(reader, count)
  const identity = readIdentity(reader, count)
  const columns = readLists(reader, count)
  const options = readLists(reader, count)
  const shape = shapeOf(target)
  if (shape === undefined) return undefined
  return {
    target,
    region,
    chunk: {
      target: shape,
      count,
      start,
      end,
      columns,
      options,
      timeMs,
      source,
      lane,
      epoch,
      seq,
      ...identity,
    },
  }
}

/** Rows out of a frame; those for targets that `shapeOf` does not know or want are left out. Views, not copies. */
export const decodeRows = (
  reader: ByteReader,
  shapeOf: (target: number) => TargetShape | undefined,
): JournalledChunk[] => {
  const lengths = Array.from({ length: reader.count() }, () => reader.varint())
  const described = Array.from({ length: reader.count() }, () => readChunk(reader, lengths, shapeOf))
  const regions = lengths.map((length) => reader.raw(length))
  return described.flatMap((one) => {
    if (one === undefined) return []
    return [{ target: one.target, chunk: { ...one.chunk, bytes: regions[one.region]! } }]
  })
}
