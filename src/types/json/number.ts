import { Decimal, DECIMAL_DIGITS_MAX } from '../decimal.ts'
import { RecordError } from '../record-error.ts'
import type { Value } from '../value.ts'

/** Bytes that look like a byte order mark are text here. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const INTEGER_MIN = -(2n ** 63n)
const INTEGER_MAX = 2n ** 63n - 1n
const SAFE_DIGITS_MAX = 15

/** The text of `[start .. end)`, which must be ASCII. */
export const asciiText = (bytes: Uint8Array, start: number, end: number): string => {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number)
  return text
}

/** An INTEGER in its one normal form: a number while that is exact. */
export const normalInteger = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value

/** Does the DOUBLE have all digits that were written? Zeros at the end are none. */
const keepsDigits = (text: string, value: number): boolean => {
  const shortest = String(value)
  if (value === 0 || shortest.includes('e')) return Decimal.parse(text).compare(Decimal.ofDouble(value)) === 0
  return text.replace(/\.?0+$/, '') === shortest
}

/**
 * The value of a number in JSON's syntax: INTEGER where it has no point and no exponent and fits 64 bits, DECIMAL
 * where it does not fit; else DOUBLE, or DECIMAL where a DOUBLE cannot hold it or would lose digits that were
 * written out.
 */
export const numberOfText = (text: string): Value => {
  if (!/[.eE]/.test(text)) {
    if (text.length <= SAFE_DIGITS_MAX) return Number(text) + 0
    if (text.length > DECIMAL_DIGITS_MAX)
      throw new RecordError('number-overflow', `a number of more than ${String(DECIMAL_DIGITS_MAX)} digits`)
    const value = BigInt(text)
    return value >= INTEGER_MIN && value <= INTEGER_MAX ? normalInteger(value) : new Decimal(value, 0)
  }
  const value = Number(text)
  const isKept = text.length <= SAFE_DIGITS_MAX + 1 || /[eE]/.test(text) || keepsDigits(text, value)
  return Number.isFinite(value) && isKept ? value + 0 : Decimal.parse(text)
}

/** The number at a span that was validated as one. */
export const numberAt = (bytes: Uint8Array, start: number, end: number): Value =>
  numberOfText(asciiText(bytes, start, end))

const LOOP_LENGTH_MAX = 24

/** The text of a validated JSON string, from its opening quote to behind its closing one. */
export const decodeString = (bytes: Uint8Array, start: number, end: number): string => {
  if (end - start <= LOOP_LENGTH_MAX) {
    let text = ''
    let at = start + 1
    for (; at < end - 1; at++) {
      const byte = bytes[at] as number
      if (byte === 92 || byte >= 128) break
      text += String.fromCharCode(byte)
    }
    if (at === end - 1) return text
  }
  const text = decoder.decode(bytes.subarray(start + 1, end - 1))
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
}
