/** A cyclic redundancy check, named by the parameters of Williams' "A Painless Guide to CRC Error Detection". */
export interface CrcModel {
  /** 8, 16 or 32 bits. */
  readonly width: number
  readonly polynomial: number
  readonly start: number
  /** Bits of each byte, and of the result, go from the lowest. */
  readonly reflected: boolean
  readonly xorOut: number
}

const reflect = (value: number, width: number): number => {
  let result = 0
  for (let bit = 0; bit < width; bit++) if ((value >>> bit) & 1) result |= 1 << (width - 1 - bit)
  return result >>> 0
}

const reflectedTable = ({ width, polynomial }: CrcModel): Uint32Array => {
  const mirrored = reflect(polynomial, width)
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ mirrored : value >>> 1
    return value >>> 0
  })
}

const plainTable = ({ width, polynomial }: CrcModel): Uint32Array => {
  const shifted = polynomial << (32 - width)
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte << 24
    for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ shifted : value << 1
    return value >>> 0
  })
}

/** The check of a model over bytes, by a table of 256 entries. */
export const crcOf = (model: CrcModel): ((bytes: Uint8Array) => number) => {
  const { width, reflected, xorOut } = model
  const table = reflected ? reflectedTable(model) : plainTable(model)
  if (reflected)
    return (bytes) => {
      let crc = reflect(model.start, width)
      for (const byte of bytes) crc = ((table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)) >>> 0
      return (crc ^ xorOut) >>> 0
    }
  return (bytes) => {
    let crc = (model.start << (32 - width)) >>> 0
    for (const byte of bytes) crc = ((table[((crc >>> 24) ^ byte) & 255] ?? 0) ^ (crc << 8)) >>> 0
    return ((crc >>> (32 - width)) ^ xorOut) >>> 0
  }
}
