import { Decimal } from './decimal.ts'
import { RecordError } from './record-error.ts'
import type { ObjectValue, Value } from './value.ts'

type Numeric = number | bigint | Decimal

const isNumeric = (value: Value): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal

/** Numbers of all kinds by exact value: JavaScript compares number and bigint exactly by itself. */
const orderNumbers = (left: Numeric, right: Numeric): -1 | 0 | 1 => {
  if (left instanceof Decimal || right instanceof Decimal)
    return exactDecimal(left).compare(exactDecimal(right))
  return left < right ? -1 : left > right ? 1 : 0
}

/** Whole numbers by their exact value, fractions by their shortest text, so that a DOUBLE of 0.1 equals 0.1. */
const exactDecimal = (value: Numeric): Decimal => {
  if (value instanceof Decimal) return value
  if (typeof value === 'bigint' || Number.isInteger(value)) return Decimal.ofInteger(value)
  return Decimal.ofDouble(value)
}

/** Text by code point: UTF-16 units put the rarer planes before U+E000 to U+FFFF. */
const orderText = (left: string, right: string): -1 | 0 | 1 => {
  const length = Math.min(left.length, right.length)
  for (let k = 0; k < length; k++) {
    const a = left.charCodeAt(k)
    const b = right.charCodeAt(k)
    if (a === b) continue
    const aHigh = a >= 0xd800 && a <= 0xdfff
    const bHigh = b >= 0xd800 && b <= 0xdfff
    if (aHigh !== bHigh && (aHigh ? b >= 0xe000 : a >= 0xe000)) return aHigh ? 1 : -1
    return a < b ? -1 : 1
  }
  return left.length < right.length ? -1 : left.length > right.length ? 1 : 0
}

const orderBytes = (left: Uint8Array, right: Uint8Array): -1 | 0 | 1 => {
  const length = Math.min(left.length, right.length)
  for (let k = 0; k < length; k++) {
    const difference = (left[k] as number) - (right[k] as number)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return left.length < right.length ? -1 : left.length > right.length ? 1 : 0
}

/** The order of two values that are not NULL, or undefined where their kinds have none. */
export const order = (left: Value, right: Value): -1 | 0 | 1 | undefined => {
  if (isNumeric(left)) return isNumeric(right) ? orderNumbers(left, right) : undefined
  if (typeof left === 'string') return typeof right === 'string' ? orderText(left, right) : undefined
  if (typeof left === 'boolean') {
    if (typeof right !== 'boolean') return undefined
    return left === right ? 0 : left ? 1 : -1
  }
  if (left instanceof Uint8Array) return right instanceof Uint8Array ? orderBytes(left, right) : undefined
  return undefined
}

/** Deepest nesting of values that are compared, and elements that one comparison looks at. */
const DEPTH_MAX = 256
const ELEMENTS_MAX = 1_000_000
let depth = 0
let elements = 0

/** Compares what is inside two arrays or objects, within limits: an array can hold one array many times. */
const inside = (left: Value, right: Value): boolean => {
  if (depth === 0) elements = 0
  if (++elements > ELEMENTS_MAX || depth >= DEPTH_MAX) {
    depth = 0
    throw new RecordError('value-too-large', 'values are too large or too deep to be compared')
  }
  depth++
  const result = Array.isArray(left)
    ? equalArrays(left as readonly Value[], right as readonly Value[])
    : equalObjects(left as ObjectValue, right as ObjectValue)
  depth--
  return result
}

/**
 * Are two values equal that are not NULL? Numbers by exact value, arrays and objects deeply, different kinds never.
 * Inside arrays and objects NULL equals NULL, and a missing member is no NULL.
 */
export const equals = (left: Value, right: Value): boolean => {
  if (left === right) return true
  if (left == null || right == null) return left == null && right == null
  if (isNumeric(left)) return isNumeric(right) && orderNumbers(left, right) === 0
  if (typeof left !== 'object' || typeof right !== 'object' || isNumeric(right)) return false
  if (left instanceof Uint8Array || right instanceof Uint8Array)
    return left instanceof Uint8Array && right instanceof Uint8Array && orderBytes(left, right) === 0
  return Array.isArray(left) === Array.isArray(right) && inside(left, right)
}

const equalArrays = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length && left.every((element, k) => equals(element, right[k]))

const equalObjects = (left: ObjectValue, right: ObjectValue): boolean => {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every((name) => Object.hasOwn(right, name) && equals(left[name], right[name]))
}

/** IS DISTINCT FROM: like `<>`, but NULL is a value like any other. MISSING counts as NULL. */
export const distinct = (left: Value, right: Value): boolean => {
  if (left == null || right == null) return (left == null) !== (right == null)
  return !equals(left, right)
}
