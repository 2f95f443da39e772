import { nextByte, skipText } from '../../types/json/scan.ts'

/** Where a member's value stands: `bytes[start .. end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Index behind a value, found by its brackets and texts alone: what is inside may be deeper than we decode, or
 * wrong, which is for the stream to say. -1 where it does not end.
 */
const behindValue = (bytes: Uint8Array, from: number): number => {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 34) {
      at = skipText(bytes, at, bytes.length) - 1
      if (at < 0) return -1
      if (depth === 0) return at + 1
    } else if (byte === 123 || byte === 91) depth++
    else if (byte === 125 || byte === 93) {
      if (depth === 0) return at
      depth--
      if (depth === 0) return at + 1
    } else if (byte === 44 && depth === 0) return at
  }
  return -1
}

const trimmedEnd = (bytes: Uint8Array, start: number, end: number): number => {
  while (end > start && bytes[end - 1]! <= 32) end--
  return end
}

/** The members of the JSON object that a line holds; undefined where it is none. */
export const memberSpans = (bytes: Uint8Array): Map<string, Span> | undefined => {
  const spans = new Map<string, Span>()
  const { length } = bytes
  let at = nextByte(bytes, 0, length)
  if (bytes[at] !== 123) return undefined
  at = nextByte(bytes, at + 1, length)
  if (bytes[at] === 125) return nextByte(bytes, at + 1, length) === length ? spans : undefined
  while (bytes[at] === 34) {
    const behindKey = skipText(bytes, at, length)
    if (behindKey < 0) return undefined
    const key = JSON.parse(Buffer.from(bytes.subarray(at, behindKey)).toString()) as string
    const colon = nextByte(bytes, behindKey, length)
    if (bytes[colon] !== 58) return undefined
    const start = nextByte(bytes, colon + 1, length)
    const behind = behindValue(bytes, start)
    if (behind === -1) return undefined
    spans.set(key, { start, end: trimmedEnd(bytes, start, behind) })
    at = nextByte(bytes, behind, length)
    if (bytes[at] === 125) return nextByte(bytes, at + 1, length) === length ? spans : undefined
    if (bytes[at] !== 44) return undefined
    at = nextByte(bytes, at + 1, length)
  }
  return undefined
}
