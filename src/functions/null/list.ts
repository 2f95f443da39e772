import type { FunctionEntry } from '../../catalog/function.ts'
import { nullifFunction } from './nullif.ts'

/** All functions of this group. */
export const nullFunctions: readonly FunctionEntry[] = [nullifFunction]
