import type { Environment } from '../catalog/function.ts'
import { Decimal } from '../types/decimal.ts'
import { kindOf } from '../types/kind-of.ts'
import { RecordError } from '../types/record-error.ts'
import type { Type } from '../types/type.ts'
import type { ObjectValue, Value } from '../types/value.ts'

/** Longest text that a function may make, in UTF-16 units. */
export const TEXT_LENGTH_MAX = 1_048_576

export const anyType: Type = { kind: 'ANY', nullable: true }

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const tooLong = (): never => {
  throw new RecordError('value-too-large', `a text of more than ${String(TEXT_LENGTH_MAX)} characters`)
}

/** The text, unless it is longer than the limit: then an error of the record. */
export const limitedText = (text: string): string => {
  return text.length <= TEXT_LENGTH_MAX ? text : tooLong()
}

/** The texts as one, unless it would be longer than the limit: then an error of the record before it is made. */
export const joinedText = (parts: readonly string[], separator: string): string => {
  const length = parts.reduce(
    (sum, part) => sum + part.length,
    separator.length * Math.max(0, parts.length - 1),
  )
  return length > TEXT_LENGTH_MAX ? tooLong() : parts.join(separator)
}

/** Bytes as they are, text as UTF-8. */
export const bytesOf = (input: string | Uint8Array): Uint8Array =>
  typeof input === 'string' ? encoder.encode(input) : input

/** Text of UTF-8 bytes; NULL where they are none. */
export const textOfBytes = (bytes: Uint8Array | undefined): string | null => {
  if (bytes === undefined) return null
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** Lower-case hex. */
export const hexOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** A number of any kind as a DOUBLE. */
export const asNumber = (value: Value): number =>
  value instanceof Decimal ? value.toNumber() : Number(value)

/** Most elements of an array, and members of an object, that a function may make. */
export const ARRAY_LENGTH_MAX = 100_000

/** The array, unless it has more elements than the limit: then an error of the record. */
export const limitedArray = <T>(array: readonly T[]): readonly T[] => {
  if (array.length <= ARRAY_LENGTH_MAX) return array
  throw new RecordError('value-too-large', `an array of more than ${String(ARRAY_LENGTH_MAX)} elements`)
}

/** Most bytes that a function may make. */
export const BYTES_LENGTH_MAX = 1_048_576

/** The bytes, unless they are more than the limit: then an error of the record. */
export const limitedBytes = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length <= BYTES_LENGTH_MAX) return bytes
  throw new RecordError('value-too-large', `more than ${String(BYTES_LENGTH_MAX)} bytes`)
}

const ELEMENTS_PER_STEP = 64

/** Counts work on so many elements against the record's steps, so that a loop of copies comes to an end. */
export const chargeFor = (elements: number, environment: Environment): void => {
  for (let k = ELEMENTS_PER_STEP; k <= elements; k += ELEMENTS_PER_STEP) environment.step()
}

/** An object without a prototype, so that every name is a member like any other. */
export const newObject = (): Record<string, Value> => Object.create(null) as Record<string, Value>

/** Is the value an OBJECT, and nothing else that JavaScript calls an object? */
export const isObject = (value: Value): value is ObjectValue => kindOf(value) === 'OBJECT'
