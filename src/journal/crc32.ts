import * as zlib from 'node:zlib'

const POLYNOMIAL = 0xedb88320

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1
  return value
})

/** CRC-32 as in zlib and Ethernet (IEEE 802.3), byte by byte: for a Node whose zlib does not give it. */
export const tableCrc32 = (bytes: Uint8Array, before = 0): number => {
  let crc = ~before
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]!) & 255]!
  return ~crc >>> 0
}

const native = (zlib as { readonly crc32?: (bytes: Uint8Array, before?: number) => number }).crc32

/** CRC-32 of these bytes, or of what `before` is the CRC of followed by them. */
export const crc32: (bytes: Uint8Array, before?: number) => number = native ?? tableCrc32
