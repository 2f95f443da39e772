import { Decimal } from '../../../src/types/decimal.ts'
import type { ObjectValue, Value } from '../../../src/types/value.ts'

export const isNull = (value: Value): value is null | undefined => value === null || value === undefined

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value)

export const isObject = (value: Value): value is ObjectValue =>
  typeof value === 'object' &&
  value !== null &&
  !isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Decimal)

/** MISSING and NULL are one, except for IS MISSING. */
export const orNull = (value: Value): Value => (value === undefined ? null : value)

export const objectOf = (entries: readonly (readonly [string, Value])[]): ObjectValue => {
  const object = Object.create(null) as Record<string, Value>
  for (const [name, value] of entries) object[name] = value
  return object
}

/** Own member; MISSING where there is none. */
export const member = (target: Value, name: string): Value =>
  isObject(target) && Object.hasOwn(target, name) ? target[name] : undefined

/** `target[index]`, from 1 or from the end. */
export const element = (target: Value, index: Value): Value => {
  if (typeof index === 'string') return member(target, index)
  if (!isArray(target) || typeof index !== 'number' || !Number.isInteger(index) || index === 0)
    return undefined
  return index > 0 ? target[index - 1] : target[target.length + index]
}

/** An end that is not written. */
export const OPEN: unique symbol = Symbol('open')

/** `target[from..to]`, both included; an end that is no place in the array cuts at the array's edge. */
export const slice = (target: Value, from: Value | typeof OPEN, to: Value | typeof OPEN): Value => {
  if (!isArray(target) || from === null || to === null) return null
  const place = (end: Value | typeof OPEN, open: number): number => {
    if (end === OPEN) return open
    if (typeof end !== 'number' || !Number.isInteger(end) || end === 0) return 0
    return end > 0 ? end : target.length + end + 1
  }
  const first = Math.max(1, place(from, 1))
  const last = place(to, target.length)
  return target.filter((_, k) => k + 1 >= first && k + 1 <= last)
}
