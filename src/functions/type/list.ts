import type { FunctionEntry } from '../../catalog/function.ts'
import { typeofFunction } from './typeof.ts'
import { isNumberFunction } from './is-number.ts'
import { isStringFunction } from './is-string.ts'

/** All functions of this group. */
export const typeFunctions: readonly FunctionEntry[] = [typeofFunction, isNumberFunction, isStringFunction]
