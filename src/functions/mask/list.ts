import type { FunctionEntry } from '../../catalog/function.ts'
import { maskFunction } from './mask.ts'

/** All functions of this group. */
export const maskFunctions: readonly FunctionEntry[] = [maskFunction]
