import { Decimal } from './decimal.ts'
import { normalInteger } from './json/number.ts'
import { kindOf } from './kind-of.ts'
import { RecordError } from './record-error.ts'
import { TIMESTAMP_MAX_MS, TIMESTAMP_MIN_MS } from './timestamp.ts'
import type { TypeKind } from './type.ts'
import type { Value } from './value.ts'

/** Digits behind the point that a quotient of decimals has at least. */
export const QUOTIENT_SCALE_MIN = 6

const INTEGER_MIN = -(2n ** 63n)
const INTEGER_MAX = 2n ** 63n - 1n

type Numeric = number | bigint | Decimal

const numeric = (value: Value): Numeric => {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal) return value
  throw new RecordError('wrong-type', `arithmetic needs numbers, found ${kindOf(value)}`)
}

const isDouble = (value: Numeric): boolean => typeof value === 'number' && !Number.isSafeInteger(value)

/** How two numbers meet: two INTEGERs stay exact, a DECIMAL with an INTEGER is DECIMAL, any DOUBLE makes it DOUBLE. */
const meeting = (left: Numeric, right: Numeric): 'INTEGER' | 'DECIMAL' | 'DOUBLE' => {
  if (isDouble(left) || isDouble(right)) return 'DOUBLE'
  return typeof left === 'object' || typeof right === 'object' ? 'DECIMAL' : 'INTEGER'
}

const asDecimal = (value: Numeric): Decimal =>
  value instanceof Decimal
    ? value
    : typeof value === 'bigint'
      ? Decimal.ofInteger(value)
      : Decimal.ofDouble(value)

const asDouble = (value: Numeric): number => (value instanceof Decimal ? value.toNumber() : Number(value))

const asInteger = (value: Numeric): bigint => BigInt(value as number | bigint)

/** An INTEGER result, which must fit 64 bits. */
export const checkedInteger = (value: bigint): number | bigint => {
  if (value < INTEGER_MIN || value > INTEGER_MAX)
    throw new RecordError('number-overflow', 'the result does not fit an INTEGER of 64 bits')
  return normalInteger(value)
}

/** A DOUBLE result, which must be finite; -0 is 0. */
export const checkedDouble = (value: number): number => {
  if (!Number.isFinite(value)) throw new RecordError('number-overflow', 'the result does not fit a DOUBLE')
  return value + 0
}

interface Operation {
  readonly integer: (left: bigint, right: bigint) => bigint
  readonly decimal: (left: Decimal, right: Decimal) => Decimal
  readonly double: (left: number, right: number) => number
}

const apply =
  (operation: Operation) =>
  (left: Value, right: Value): Value => {
    const a = numeric(left)
    const b = numeric(right)
    switch (meeting(a, b)) {
      case 'INTEGER':
        return checkedInteger(operation.integer(asInteger(a), asInteger(b)))
      case 'DECIMAL':
        return operation.decimal(asDecimal(a), asDecimal(b))
      case 'DOUBLE':
        return checkedDouble(operation.double(asDouble(a), asDouble(b)))
    }
  }

/** `+` of two values that are not NULL: 64-bit INTEGER, exact DECIMAL or finite DOUBLE, else a RecordError. */
export const add = apply({
  integer: (a, b) => a + b,
  decimal: (a, b) => a.add(b),
  double: (a, b) => a + b,
})

export const subtract = apply({
  integer: (a, b) => a - b,
  decimal: (a, b) => a.subtract(b),
  double: (a, b) => a - b,
})

export const multiply = apply({
  integer: (a, b) => a * b,
  decimal: (a, b) => a.multiply(b),
  double: (a, b) => a * b,
})

const notZero = (value: Numeric): void => {
  if (value instanceof Decimal ? value.isZero : value == 0)
    throw new RecordError('division-by-zero', 'division by zero')
}

/** `/`: DOUBLE, or where a DECIMAL meets no DOUBLE an exact decimal, rounded half up. */
export const divide = (left: Value, right: Value): Value => {
  const a = numeric(left)
  const b = numeric(right)
  notZero(b)
  if (meeting(a, b) !== 'DECIMAL') return checkedDouble(asDouble(a) / asDouble(b))
  const [dividend, divisor] = [asDecimal(a), asDecimal(b)]
  return dividend.divide(divisor, Math.max(QUOTIENT_SCALE_MIN, dividend.scale, divisor.scale))
}

/** `DIV`: the whole quotient, truncated towards zero; an INTEGER, or a whole DOUBLE where one side is DOUBLE. */
export const div = (left: Value, right: Value): Value => {
  const a = numeric(left)
  const b = numeric(right)
  notZero(b)
  switch (meeting(a, b)) {
    case 'INTEGER':
      return checkedInteger(asInteger(a) / asInteger(b))
    case 'DECIMAL':
      return checkedInteger(asDecimal(a).quotient(asDecimal(b)))
    case 'DOUBLE':
      return checkedDouble(Math.trunc(asDouble(a) / asDouble(b)))
  }
}

/** `MOD` and `%`: the remainder, with the sign of the dividend. */
export const mod = (left: Value, right: Value): Value => {
  const a = numeric(left)
  const b = numeric(right)
  notZero(b)
  switch (meeting(a, b)) {
    case 'INTEGER':
      return normalInteger(asInteger(a) % asInteger(b))
    case 'DECIMAL':
      return asDecimal(a).remainder(asDecimal(b))
    case 'DOUBLE':
      return checkedDouble(asDouble(a) % asDouble(b))
  }
}

export const negate = (value: Value): Value => {
  const a = numeric(value)
  if (a instanceof Decimal) return a.negate()
  return typeof a === 'bigint' ? checkedInteger(-a) : checkedDouble(0 - a)
}

const double =
  (operation: (left: number, right: number) => number, divides = false) =>
  (left: Value, right: Value): Value => {
    const b = numeric(right)
    if (divides) notZero(b)
    return checkedDouble(operation(asDouble(numeric(left)), asDouble(b)))
  }

/**
 * The same operations where the result is statically a DOUBLE. A DOUBLE that happens to be whole looks like an
 * INTEGER as it runs; here it neither overflows at 64 bits nor becomes a bigint.
 */
export const doubleArithmetic = {
  '+': double((a, b) => a + b),
  '-': double((a, b) => a - b),
  '*': double((a, b) => a * b),
  '/': double((a, b) => a / b, true),
  DIV: double((a, b) => Math.trunc(a / b), true),
  MOD: double((a, b) => a % b, true),
} as const

/** The operations where the kinds of the numbers tell what the result is. */
export const exactArithmetic = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  DIV: div,
  MOD: mod,
} as const

/** A TIMESTAMP: a whole millisecond of the years 1 to 9999, which RFC 3339 can write. */
const checkedTime = (value: Value): number => {
  const ms = typeof value === 'number' ? Math.floor(value) : NaN
  if (ms >= TIMESTAMP_MIN_MS && ms <= TIMESTAMP_MAX_MS) return ms
  throw new RecordError('bad-timestamp', 'the time is before the year 1 or after 9999')
}

const timeArithmetic = {
  ...exactArithmetic,
  '+': (left: Value, right: Value): Value => checkedTime(add(left, right)),
  '-': (left: Value, right: Value): Value => checkedTime(subtract(left, right)),
}

/** The operations whose results are of a kind. */
export const arithmeticOf = (kind: TypeKind): typeof exactArithmetic => {
  if (kind === 'TIMESTAMP') return timeArithmetic
  return kind === 'DOUBLE' ? doubleArithmetic : exactArithmetic
}
