import type { FunctionEntry } from '../../catalog/function.ts'
import { inCidrFunction } from './in-cidr.ts'
import { urlPartFunction } from './url-part.ts'

/** All functions of this group. */
export const networkFunctions: readonly FunctionEntry[] = [inCidrFunction, urlPartFunction]
