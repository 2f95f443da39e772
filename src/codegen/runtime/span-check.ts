import { parseTimestamp } from '../../types/timestamp.ts'
import { isBase64 } from '../../types/base64.ts'
import { Decimal } from '../../types/decimal.ts'
import { plainNumber } from './span-value.ts'
import type { Type } from '../../types/type.ts'

/** Is the validated JSON value at this span of the wanted kind? Never called for null. */
export type SpanCheck = (bytes: Buffer, start: number, end: number) => boolean

const QUOTE = 34
const INTEGER_MIN = -(2n ** 63n)
const INTEGER_MAX = 2n ** 63n - 1n

const startsNumber = (byte: number | undefined): boolean =>
  byte !== undefined && (byte === 45 || (byte >= 48 && byte <= 57))

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** Digits alone, no point and no exponent, within 64 bits. */
const isInteger: SpanCheck = (bytes, start, end) => {
  const first = bytes[start] === 45 ? start + 1 : start
  for (let at = first; at < end; at++) {
    const byte = bytes[at] as number
    if (byte < 48 || byte > 57) return false
  }
  if (end - first <= 18) return end > first
  const value = BigInt(bytes.latin1Slice(start, end))
  return value >= INTEGER_MIN && value <= INTEGER_MAX
}

/** Any number that a DOUBLE can hold; 1e999 is none. */
const isDouble: SpanCheck = (bytes, start, end) => {
  if (!startsNumber(bytes[start])) return false
  const plain = plainNumber(bytes, start, end)
  return plain === plain || Number.isFinite(Number(bytes.latin1Slice(start, end)))
}

const isTimestamp: SpanCheck = (bytes, start, end) =>
  bytes[start] === QUOTE && Number.isFinite(parseTimestamp(bytes.latin1Slice(start + 1, end - 1)))

const isBytes: SpanCheck = (bytes, start, end) =>
  bytes[start] === QUOTE && isBase64(bytes.latin1Slice(start + 1, end - 1))

/** A number that has a DECIMAL's digits and no more; zeros at its end are none. */
const isDecimal = (precision: number, scale: number): SpanCheck => {
  const wholeMax = precision - scale
  return (bytes, start, end) => {
    if (!startsNumber(bytes[start])) return false
    const first = bytes[start] === 45 ? start + 1 : start
    let at = first
    while (at < end && isDigit(bytes[at])) at++
    const whole = at - first
    if (bytes[at] === 46) for (at++; at < end && isDigit(bytes[at]);) at++
    const isShort = at === end && whole <= wholeMax && end - first - whole - 1 <= scale
    return isShort || Decimal.parse(bytes.latin1Slice(start, end)).fits(precision, scale)
  }
}

/** The check for a column's type, or undefined where every kind fits. */
export const spanCheck = (type: Type): SpanCheck | undefined => {
  switch (type.kind) {
    case 'STRING':
      return (bytes, start) => bytes[start] === QUOTE
    case 'BOOLEAN':
      return (bytes, start) => bytes[start] === 116 || bytes[start] === 102
    case 'INTEGER':
      return isInteger
    case 'DOUBLE':
      return isDouble
    case 'DECIMAL':
      return type.precision === undefined
        ? (bytes, start) => startsNumber(bytes[start])
        : isDecimal(type.precision, type.scale ?? 0)
    case 'TIMESTAMP':
      return isTimestamp
    case 'BYTES':
      return isBytes
    case 'ARRAY':
      return (bytes, start) => bytes[start] === 91
    case 'OBJECT':
      return (bytes, start) => bytes[start] === 123
    case 'ANY':
    case 'NULL':
    case 'DURATION':
      return undefined
  }
}
