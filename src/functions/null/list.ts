import type { FunctionEntry } from '../../catalog/function.ts'
import { nullifFunction } from './nullif.ts'
import { notNullFunction } from './not-null.ts'
import { failFunction } from './fail.ts'

/** All functions of this group. */
export const nullFunctions: readonly FunctionEntry[] = [nullifFunction, notNullFunction, failFunction]
