import { crc32 } from './crc32.ts'

/**
 * A frame: a header of 48 bytes, then its body. All numbers are little-endian.
 *
 *      0  u32      length of the body
 *      4  u32      CRC-32 of the bytes 0 to 4, 8 to 48 and the body
 *      8  f64      sequence
 *     16  16 bytes id of the journal
 *     32  f64      all frames below this sequence were synced when this one was written
 *     40  u32      number of the segment
 *     44  u32      0
 *
 * The segment's number makes frames invalid that were left by an earlier use of the same file.
 */
export const FRAME_HEADER_BYTES = 48
/** A length beyond this is damage. */
export const FRAME_BYTES_MAX = 1024 * 1024 * 1024

export interface FrameMark {
  readonly id: Buffer
  readonly segment: number
}

export interface FrameHead {
  readonly sequence: number
  /** Offset of the body in the buffer, and of what follows it. */
  readonly body: number
  readonly end: number
  readonly syncedBelow: number
}

export const frameBytes = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, part) => sum + part.length, FRAME_HEADER_BYTES)

const checksum = (bytes: Buffer, at: number, end: number): number =>
  crc32(bytes.subarray(at + 8, end), crc32(bytes.subarray(at, at + 4)))

/** Writes a frame into the buffer, which must have room; gives the offset behind it. */
export const writeFrame = (
  into: Buffer,
  at: number,
  { id, segment }: FrameMark,
  sequence: number,
  syncedBelow: number,
  parts: readonly Uint8Array[],
): number => {
  let end = at + FRAME_HEADER_BYTES
  for (const part of parts) {
    into.set(part, end)
    end += part.length
  }
  into.writeUInt32LE(end - at - FRAME_HEADER_BYTES, at)
  into.writeDoubleLE(sequence, at + 8)
  into.set(id, at + 16)
  into.writeDoubleLE(syncedBelow, at + 32)
  into.writeUInt32LE(segment, at + 40)
  into.writeUInt32LE(0, at + 44)
  into.writeUInt32LE(checksum(into, at, end), at + 4)
  return end
}

/**
 * The frame at an offset: its head; 'short' where `[at .. end)` ends before it may have ended; undefined where there is
 * none. `bodySize` tells how long a short one says to be.
 */
export const readFrame = (
  bytes: Buffer,
  at: number,
  end: number,
  { id, segment }: FrameMark,
): FrameHead | 'short' | undefined => {
  if (at + FRAME_HEADER_BYTES > end) return 'short'
  const length = bytes.readUInt32LE(at)
  if (length === 0 || length > FRAME_BYTES_MAX) return undefined
  if (bytes.readUInt32LE(at + 40) !== segment || id.compare(bytes, at + 16, at + 32) !== 0) return undefined
  const sequence = bytes.readDoubleLE(at + 8)
  const syncedBelow = bytes.readDoubleLE(at + 32)
  if (!Number.isSafeInteger(sequence) || !Number.isSafeInteger(syncedBelow)) return undefined
  const body = at + FRAME_HEADER_BYTES
  if (body + length > end) return 'short'
  if (bytes.readUInt32LE(at + 4) !== checksum(bytes, at, body + length)) return undefined
  return { sequence, body, end: body + length, syncedBelow }
}

/** How long the frame whose header is at this offset says to be, header included. */
export const sizeAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at) + FRAME_HEADER_BYTES
