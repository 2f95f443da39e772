import type { FunctionEntry } from '../../catalog/function.ts'
import { typeofFunction } from './typeof.ts'
import { isNumberFunction } from './is-number.ts'
import { isStringFunction } from './is-string.ts'
import { isBooleanFunction } from './is-boolean.ts'
import { isIntegerFunction } from './is-integer.ts'
import { isArrayFunction } from './is-array.ts'
import { isObjectFunction } from './is-object.ts'
import { isNullFunction } from './is-null.ts'
import { isNotNullFunction } from './is-not-null.ts'
import { isNumericFunction } from './is-numeric.ts'
import { toIntegerFunction } from './to-integer.ts'
import { toDoubleFunction } from './to-double.ts'
import { toStringFunction } from './to-string.ts'
import { toBooleanFunction } from './to-boolean.ts'
import { parseBooleanFunction } from './parse-boolean.ts'
import { paddedNumberFunction } from './padded-number.ts'
import { parseNumberFunction } from './parse-number.ts'

/** All functions of this group. */
export const typeFunctions: readonly FunctionEntry[] = [
  typeofFunction,
  isNumberFunction,
  isStringFunction,
  isBooleanFunction,
  isIntegerFunction,
  isArrayFunction,
  isObjectFunction,
  isNullFunction,
  isNotNullFunction,
  isNumericFunction,
  toIntegerFunction,
  toDoubleFunction,
  toStringFunction,
  toBooleanFunction,
  parseBooleanFunction,
  paddedNumberFunction,
  parseNumberFunction,
]
