import { jsonText } from '../../types/json/write.ts'
import type { Value } from '../../types/value.ts'

/** An argument as it goes to Redis; a number is its digits. */
export type Argument = string | Buffer

const LONE_SURROGATE = /\p{Surrogate}/u

/** Text as it is, BYTES raw, all else as JSON; undefined where Redis has nothing like it. */
export const argumentOf = (value: Value): Argument | undefined => {
  if (value == null) return undefined
  // The client would put U+FFFD in the place of a lone surrogate without a word.
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? undefined : value
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length)
    : jsonText(value)
}

/** Why there is no argument for this value. */
export const argumentProblem = (value: Value): string => (value == null ? 'NULL' : 'not valid Unicode')
