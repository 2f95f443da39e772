import { DateTime } from 'luxon'
import { checkedDouble } from './arithmetic.ts'
import { base64Bytes } from './base64.ts'
import { Decimal } from './decimal.ts'
import { firstMillis } from './local-time.ts'
import { keepText, textsOf } from './json/source-text.ts'
import { kindOf } from './kind-of.ts'
import { RecordError } from './record-error.ts'
import { parseTimestamp, TIMESTAMP_MAX_MS, TIMESTAMP_MIN_MS } from './timestamp.ts'
import type { Type } from './type.ts'
import type { Value } from './value.ts'

/** How a TIMESTAMP column is written, other than RFC 3339. */
export type TimestampFormat =
  | { readonly kind: 'epoch'; readonly unitMs: number }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly zone: string }

const wrong = (value: Value, type: Type): RecordError =>
  new RecordError('wrong-type', `expected ${type.kind}, found ${kindOf(value)}`)

/** `text`: how the number is written, where that says more than its value. */
const readNumeric = (value: Value, type: Type, text: string | undefined): Value => {
  if (typeof value !== 'number' && typeof value !== 'bigint' && !(value instanceof Decimal))
    throw wrong(value, type)
  switch (type.kind) {
    case 'INTEGER':
      if (kindOf(value) !== 'INTEGER') throw wrong(value, type)
      if (text !== undefined && /[.eE]/.test(text))
        throw new RecordError('wrong-type', `expected INTEGER, found ${text}`)
      return value
    case 'DOUBLE':
      return checkedDouble(value instanceof Decimal ? value.toNumber() : Number(value))
    default: {
      const decimal = value instanceof Decimal ? value : Decimal.parse(text ?? String(value))
      const { precision, scale = 0 } = type
      if (precision === undefined || decimal.fits(precision, scale)) return decimal
      throw new RecordError(
        'wrong-type',
        `expected DECIMAL(${String(precision)}, ${String(scale)}), found ${text ?? decimal.toString()}`,
      )
    }
  }
}

/** The elements, whose untouched numbers keep their text for the output. */
const readElements = (array: readonly Value[], element: Type): readonly Value[] => {
  const texts = textsOf(array)
  const read = array.map((one, k) => (one == null ? null : readAs(one, element, texts?.get(k))))
  if (element.kind === 'DOUBLE')
    texts?.forEach((text, k) => {
      keepText(read, k, text)
    })
  return read
}

/** A value of a payload as its column's type, without silent conversion; never called for NULL. */
export const readValue = (value: Value, type: Type): Value => readAs(value, type, undefined)

const readAs = (value: Value, type: Type, text: string | undefined): Value => {
  switch (type.kind) {
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL':
      return readNumeric(value, type, text)
    case 'TIMESTAMP': {
      const ms = typeof value === 'string' ? parseTimestamp(value) : NaN
      if (!Number.isFinite(ms))
        throw new RecordError('bad-timestamp', 'expected a TIMESTAMP as RFC 3339 text')
      return ms
    }
    case 'BYTES': {
      if (value instanceof Uint8Array) return value
      const bytes = typeof value === 'string' ? base64Bytes(value) : undefined
      if (bytes === undefined) throw wrong(value, type)
      return bytes
    }
    case 'ARRAY': {
      if (!Array.isArray(value)) throw wrong(value, type)
      const { element } = type
      if (element === undefined || element.kind === 'ANY') return value as readonly Value[]
      return readElements(value as readonly Value[], element)
    }
    case 'ANY':
    case 'NULL':
      return value
    default:
      if (kindOf(value) !== type.kind) throw wrong(value, type)
      return value
  }
}

/** Without a year the calendar of the machine would fill it in. */
const hasYear = (pattern: string): boolean => /[ykDfFXx]/.test(pattern.replace(/'[^']*'/g, ''))

/** A TIMESTAMP that is written as a number of units since 1970, or by a pattern in a zone. */
export const readPattern = (value: Value, format: TimestampFormat): Value => {
  if (format.kind === 'epoch') {
    const units = value instanceof Decimal ? value.toNumber() : value
    const ms = typeof units === 'number' ? Math.floor(units * format.unitMs) : NaN
    if (ms >= TIMESTAMP_MIN_MS && ms <= TIMESTAMP_MAX_MS) return ms
    throw new RecordError('bad-timestamp', 'expected a number of units since 1970, in the years 0001 to 9999')
  }
  if (!hasYear(format.pattern))
    throw new RecordError('bad-timestamp', `the pattern ${format.pattern} has no year, so it says no time`)
  const parsed =
    typeof value === 'string'
      ? DateTime.fromFormat(value, format.pattern, { zone: format.zone, locale: 'en' })
      : undefined
  if (parsed?.isValid === true) return firstMillis(parsed)
  throw new RecordError('bad-timestamp', `expected a TIMESTAMP written as ${format.pattern}`)
}
