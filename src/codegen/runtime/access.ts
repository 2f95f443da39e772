import { Decimal } from '../../types/decimal.ts'
import { keepText, textsOf } from '../../types/json/source-text.ts'
import { kindOf } from '../../types/kind-of.ts'
import { RecordError } from '../../types/record-error.ts'
import type { ObjectValue, Value } from '../../types/value.ts'

/** Is this an OBJECT, and nothing that JavaScript happens to call an object? */
export const isObject = (value: Value): value is ObjectValue =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Decimal)

/** Own member of an object; MISSING where there is none. */
export const memberOf = (target: Value, name: string): Value =>
  isObject(target) && Object.hasOwn(target, name) ? target[name] : undefined

/** Position in an array of this length for an index from 1, or from the end where it is negative. */
const positionOf = (index: Value, length: number): number =>
  typeof index !== 'number' || !Number.isInteger(index)
    ? -1
    : index > 0
      ? index - 1
      : index < 0
        ? length + index
        : -1

/** `array[2]`, `array[-1]`, `object['odd key']`; MISSING where there is nothing. */
export const elementOf = (target: Value, index: Value): Value => {
  if (typeof index === 'string') return memberOf(target, index)
  return Array.isArray(target) ? (target as readonly Value[])[positionOf(index, target.length)] : undefined
}

/** The text in the source of the number that `elementOf` gives for a key, where it is not written as any other. */
export const memberText = (target: Value, key: Value): string | undefined => {
  const texts = typeof target === 'object' && target !== null ? textsOf(target) : undefined
  if (texts === undefined) return undefined
  if (Array.isArray(target)) return texts.get(positionOf(key, target.length))
  return typeof key === 'string' ? texts.get(key) : undefined
}

/** `array[2..4]`, both ends included; NULL where the target is no array. An open end reaches the array's end. */
export const sliceOf = (target: Value, from: Value, to: Value): Value => {
  if (!Array.isArray(target)) return null
  const array = target as readonly Value[]
  if (from === null || to === null) return null
  const first = from === undefined ? 0 : positionOf(from, array.length)
  const last = to === undefined ? array.length - 1 : positionOf(to, array.length)
  return array.slice(Math.max(0, first), Math.max(0, last + 1))
}

/**
 * The object that a value's members come from; NULL has none, and a value of another kind is one if it gets a name.
 * `text`: how the value is written in the source, if it is a number.
 */
export const membersOf = (
  value: Value,
  otherwise: string | undefined,
  text: string | undefined,
): ObjectValue | null => {
  if (isObject(value)) return value
  if (otherwise !== undefined) {
    const object = Object.create(null) as Record<string, Value>
    object[otherwise] = value ?? null
    keepText(object, otherwise, text)
    return object
  }
  if (value == null) return null
  throw new RecordError('wrong-type', `only an object has members, found ${kindOf(value)}`)
}
