import { hexOf } from '../limits.ts'

/** 16 bytes as the text of a UUID (RFC 9562). */
export const uuidText = (bytes: Uint8Array): string =>
  hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** The bytes of a UUID, or undefined where the text is none. */
export const uuidBytes = (text: string): Uint8Array | undefined => {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) return undefined
  const digits = text.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, k) => Number.parseInt(digits.slice(2 * k, 2 * k + 2), 16))
}

/** The bytes with the version and the variant of RFC 9562 in their places. */
export const withVersion = (bytes: Uint8Array, version: number): Uint8Array => {
  const marked = Uint8Array.from(bytes.subarray(0, 16))
  marked[6] = ((marked[6] ?? 0) & 0x0f) | (version << 4)
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80
  return marked
}
