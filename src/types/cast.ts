import { checkedDouble, checkedInteger } from './arithmetic.ts'
import { readNumberText } from './convert.ts'
import { Decimal } from './decimal.ts'
import { kindOf } from './kind-of.ts'
import { RecordError } from './record-error.ts'
import { textOf, toAny } from './text-of.ts'
import { parseTimestamp } from './timestamp.ts'
import type { Type } from './type.ts'
import type { Value } from './value.ts'

const TEXT_SHOWN_MAX = 40

const failed = (value: Value, from: Type, to: Type): RecordError => {
  const shown = textOf(value, from).slice(0, TEXT_SHOWN_MAX)
  return new RecordError('cast-failed', `cannot make ${to.kind} of ${kindOf(value)} ${JSON.stringify(shown)}`)
}

type Numeric = number | bigint | Decimal

const ANY: Type = { kind: 'ANY', nullable: true }

/** Text by JSON's number syntax with white space round it, BOOLEAN as 1 and 0, numbers as they are. */
const toNumeric = (value: Value): Numeric | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  const number = typeof value === 'string' ? readNumberText(value.trim()) : value
  return typeof number === 'number' || typeof number === 'bigint' || number instanceof Decimal
    ? number
    : undefined
}

/** Rounds half away from zero, as PostgreSQL's numeric does. */
const toInteger = (value: Numeric): Value => {
  if (typeof value === 'bigint') return value
  if (value instanceof Decimal) return checkedInteger(value.round(0).unscaled)
  if (Number.isSafeInteger(value)) return value
  return checkedInteger(BigInt(Math.sign(value) * Math.round(Math.abs(value))) + 0n)
}

const toDecimal = (value: Numeric, to: Type): Value => {
  const exact = value instanceof Decimal ? value : Decimal.parse(String(value))
  const rounded = to.scale === undefined ? exact : exact.round(to.scale)
  if (to.precision !== undefined) {
    const digits = rounded.toString().replace(/[-.]/g, '').replace(/^0+/, '').length
    if (digits > to.precision)
      throw new RecordError('number-overflow', `the value has more than ${String(to.precision)} digits`)
  }
  return rounded
}

const toBoolean = (value: Value): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value === 1 ? true : value === 0 ? false : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim().toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

const castScalar = (value: Value, from: Type, to: Type): Value | undefined => {
  switch (to.kind) {
    case 'STRING':
      return textOf(value, from)
    case 'BOOLEAN':
      return toBoolean(value)
    case 'TIMESTAMP': {
      if (from.kind === 'TIMESTAMP') return value
      const ms = typeof value === 'string' ? parseTimestamp(value.trim()) : NaN
      return Number.isFinite(ms) ? ms : undefined
    }
    case 'DURATION':
      return from.kind === 'DURATION' ? value : undefined
    case 'BYTES':
      if (value instanceof Uint8Array) return value
      return typeof value === 'string' ? new TextEncoder().encode(value) : undefined
    default:
      return undefined
  }
}

/** CAST of a value that is not NULL; a RecordError 'cast-failed' where it has no value of the wanted type. */
export const cast = (value: Value, from: Type, to: Type): Value => {
  switch (to.kind) {
    case 'ANY':
    case 'NULL':
      return toAny(value, from)
    case 'ARRAY': {
      if (!Array.isArray(value)) throw failed(value, from, to)
      const { element } = to
      const known = from.element ?? ANY
      if (element === undefined || element.kind === 'ANY') return value as readonly Value[]
      return (value as readonly Value[]).map((one) => (one == null ? null : cast(one, known, element)))
    }
    case 'OBJECT':
      if (kindOf(value) !== to.kind) throw failed(value, from, to)
      return value
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL': {
      // Text goes to DECIMAL with all its digits, also those that a DOUBLE would not keep.
      if (to.kind === 'DECIMAL' && typeof value === 'string' && readNumberText(value.trim()) !== undefined)
        return toDecimal(Decimal.parse(value.trim()), to)
      const number = from.kind === 'TIMESTAMP' || from.kind === 'DURATION' ? undefined : toNumeric(value)
      if (number === undefined) throw failed(value, from, to)
      if (to.kind === 'INTEGER') return toInteger(number)
      if (to.kind === 'DECIMAL') return toDecimal(number, to)
      return checkedDouble(number instanceof Decimal ? number.toNumber() : Number(number))
    }
    default: {
      const result = castScalar(value, from, to)
      if (result === undefined) throw failed(value, from, to)
      return result
    }
  }
}
