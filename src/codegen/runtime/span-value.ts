import { decodeString, numberAt } from '../../types/json/number.ts'
import { parseJson } from '../../types/json/parse.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import { base64Bytes } from '../../types/base64.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** Makes a value from the bytes `[start .. end)` of one JSON value that the scanner has validated. Never null. */
export type SpanReader = (bytes: Buffer, start: number, end: number) => Value

const QUOTE = 34
const BACKSLASH = 92

/** Negative powers of ten would not be exact; dividing by an exact power is. */
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${String(k)}`))

/**
 * The number at a span if it is written plainly in at most 15 digits, so that the result is exact; else NaN
 * (longer numbers, exponents, other kinds), which sends the caller the long way.
 */
export const plainNumber = (bytes: Uint8Array, start: number, end: number): number => {
  if (end - start > 17) return NaN
  let at = start
  let byte = bytes[at] as number
  const negative = byte === 45
  if (negative) byte = bytes[++at] as number
  let mantissa = 0
  let digits = 0
  while (byte >= 48 && byte <= 57 && at < end) {
    mantissa = mantissa * 10 + byte - 48
    digits++
    byte = bytes[++at] as number
  }
  let scale = 0
  if (byte === 46 && at < end) {
    byte = bytes[++at] as number
    while (byte >= 48 && byte <= 57 && at < end) {
      mantissa = mantissa * 10 + byte - 48
      scale++
      byte = bytes[++at] as number
    }
  }
  if (at !== end || digits === 0 || digits + scale > 15) return NaN
  const value = scale === 0 ? mantissa : mantissa / (POWERS[scale] as number)
  return negative ? 0 - value : value
}

/** Is the span this text? `quoted` is its plain JSON form; a text with escapes is decoded and compared. */
export const sameText = (
  bytes: Buffer,
  start: number,
  end: number,
  quoted: Uint8Array,
  text: string,
): boolean => {
  if (bytes[start] !== QUOTE) return false
  if (end - start === quoted.length) {
    let k = 1
    while (k < quoted.length && bytes[start + k] === quoted[k]) k++
    if (k === quoted.length) return true
  }
  for (let at = start + 1; at < end; at++)
    if (bytes[at] === BACKSLASH) return decodeString(bytes, start, end) === text
  return false
}

const readNumber: SpanReader = (bytes, start, end) => {
  const plain = plainNumber(bytes, start, end)
  return plain === plain ? plain : numberAt(bytes, start, end)
}

const readAny: SpanReader = (bytes, start, end) => {
  const byte = bytes[start] as number
  if (byte === QUOTE) return decodeString(bytes, start, end)
  if (byte === 45 || (byte >= 48 && byte <= 57)) return readNumber(bytes, start, end)
  return parseJson(bytes, start, end)
}

const readDecimal: SpanReader = (bytes, start, end) => Decimal.parse(bytes.latin1Slice(start, end))

const readDouble: SpanReader = (bytes, start, end) => {
  const value = readNumber(bytes, start, end)
  return typeof value === 'number' ? value : Number(bytes.latin1Slice(start, end))
}

/** How a column of this type is read from bytes that were checked when the record was decoded. */
export const spanReader = (type: Type): SpanReader => {
  switch (type.kind) {
    case 'STRING':
      return decodeString
    case 'INTEGER':
      return readNumber
    case 'DOUBLE':
      return readDouble
    case 'DECIMAL':
      return readDecimal
    case 'TIMESTAMP':
      return (bytes, start, end) => parseTimestamp(bytes.latin1Slice(start + 1, end - 1))
    case 'BYTES':
      return (bytes, start, end) => base64Bytes(bytes.latin1Slice(start + 1, end - 1))
    case 'BOOLEAN':
      return (bytes, start) => bytes[start] === 116
    case 'ARRAY':
    case 'OBJECT':
    case 'ANY':
    case 'NULL':
    case 'DURATION':
      return readAny
  }
}
