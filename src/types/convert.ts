import { numberOfText } from './json/number.ts'
import type { Value } from './value.ts'

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const LENGTH_MAX = 400

/** The number of a text in JSON's number syntax, and in no other; undefined where it is none. */
export const readNumberText = (text: string): Value =>
  text.length <= LENGTH_MAX && NUMBER.test(text) ? numberOfText(text) : undefined
