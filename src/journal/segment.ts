import { crc32 } from './crc32.ts'

/**
 * The head of a segment, 64 bytes: 'SLUICEJ1' (the last character is the version of the format), the journal's id
 * (16 bytes), the segment's number and its first sequence (f64 each), zeros, and at 60 the CRC-32 of all before.
 */
export const SEGMENT_HEAD_BYTES = 64
const MAGIC = 'SLUICEJ'
const VERSION = '1'

export interface SegmentHead {
  readonly id: Buffer
  readonly number: number
  readonly first: number
}

export const segmentName = (number: number): string => `${String(number).padStart(12, '0')}.segment`

/** The number in a segment's name; undefined where it is no segment's. */
export const segmentNumber = (name: string): number | undefined => {
  const match = /^(\d{12})\.segment$/.exec(name)
  return match === null ? undefined : Number(match[1])
}

export const spareName = (number: number): string => `${String(number).padStart(12, '0')}.spare`

export const isSpare = (name: string): boolean => /^\d{12}\.spare$/.test(name)

export const encodeSegmentHead = ({ id, number, first }: SegmentHead): Buffer => {
  const bytes = Buffer.alloc(SEGMENT_HEAD_BYTES)
  bytes.write(MAGIC + VERSION, 0, 'latin1')
  bytes.set(id, 8)
  bytes.writeDoubleLE(number, 24)
  bytes.writeDoubleLE(first, 32)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 60)), 60)
  return bytes
}

/** The head, 'version' where another version of the format wrote it, undefined where it is none. */
export const decodeSegmentHead = (bytes: Buffer): SegmentHead | 'version' | undefined => {
  if (bytes.length < SEGMENT_HEAD_BYTES) return undefined
  if (bytes.readUInt32LE(60) !== crc32(bytes.subarray(0, 60))) return undefined
  if (bytes.toString('latin1', 0, 7) !== MAGIC) return undefined
  if (bytes.toString('latin1', 7, 8) !== VERSION) return 'version'
  return {
    id: Buffer.from(bytes.subarray(8, 24)),
    number: bytes.readDoubleLE(24),
    first: bytes.readDoubleLE(32),
  }
}
