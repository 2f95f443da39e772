import type { Convert, Read } from '../../../src/check/checked/expression.ts'
import { cast } from '../../../src/types/cast.ts'
import { kindOf } from '../../../src/types/kind-of.ts'
import { readPattern, readValue } from '../../../src/types/read.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import { textOf, toAny } from '../../../src/types/text-of.ts'
import type { Value } from '../../../src/types/value.ts'
import { isNull } from './values.ts'

const NUMBERS = ['INTEGER', 'DOUBLE', 'DECIMAL']

/** Is this a value of one of the kinds? DOUBLE and DECIMAL take any number, INTEGER whole ones alone. */
const check = (value: Value, kinds: readonly string[]): Value => {
  const found = kindOf(value)
  const fits = kinds.some(
    (kind) =>
      kind === 'ANY' ||
      kind === found ||
      (NUMBERS.includes(found) && (kind === 'DOUBLE' || kind === 'DECIMAL')),
  )
  if (fits) return value
  throw new RecordError('wrong-type', `expected ${kinds.join(' or ')}`)
}

const tryCast = (e: Convert, value: Value): Value => {
  try {
    return cast(value, e.operand.type, e.type)
  } catch (error) {
    if (error instanceof RecordError) return null
    throw error
  }
}

/** NULL stays NULL; a missing value becomes it, since it was used. */
export const convert = (e: Convert, value: Value): Value => {
  if (e.mode === 'any') return toAny(value, e.operand.type)
  if (isNull(value)) return e.mode === 'check' ? value : null
  switch (e.mode) {
    case 'cast':
      return cast(value, e.operand.type, e.type)
    case 'try':
      return tryCast(e, value)
    case 'text':
      return textOf(value, e.operand.type)
    case 'check':
      return check(value, e.kinds ?? [])
  }
}

export const read = (e: Read, value: Value): Value => {
  if (isNull(value)) return value
  return e.format === undefined ? readValue(value, e.type) : readPattern(value, e.format)
}
