/** The part of a frame from a position counted from 1, its lowest byte last; undefined where the frame is too short. */
export const partOf = (
  frame: Uint8Array,
  offset: number,
  size: number,
  order: unknown,
): Uint8Array | undefined => {
  const from = offset - 1
  if (from < 0 || size < 1 || from + size > frame.length) return undefined
  const part = frame.slice(from, from + size)
  return order === 'little' ? part.reverse() : part
}

/** The bits of a frame as one unsigned number, from a bit counted from 1, the highest bit of each byte first. */
export const bitsOf = (frame: Uint8Array, from: number, length: number): bigint | undefined => {
  const first = from - 1
  if (first < 0 || length < 1 || length > 64 || first + length > frame.length * 8) return undefined
  let value = 0n
  const lastByte = Math.ceil((first + length) / 8)
  for (let at = Math.floor(first / 8); at < lastByte; at++) value = (value << 8n) | BigInt(frame[at] ?? 0)
  const behind = lastByte * 8 - (first + length)
  return (value >> BigInt(behind)) & ((1n << BigInt(length)) - 1n)
}

/** The bytes of a whole number, its highest byte first; undefined where it does not fit. */
export const bytesOfInteger = (value: bigint, size: number, signed: boolean): Uint8Array | undefined => {
  if (!(size >= 1 && size <= 8)) return undefined
  const fits = (signed ? BigInt.asIntN : BigInt.asUintN)(size * 8, value) === value
  if (!fits) return undefined
  return Uint8Array.from({ length: size }, (_, k) => Number((value >> BigInt((size - 1 - k) * 8)) & 255n))
}
