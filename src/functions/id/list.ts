import type { FunctionEntry } from '../../catalog/function.ts'
import { uuidFunction } from './uuid.ts'
import { recordIdFunction } from './record-id.ts'

/** All functions of this group. */
export const idFunctions: readonly FunctionEntry[] = [uuidFunction, recordIdFunction]
