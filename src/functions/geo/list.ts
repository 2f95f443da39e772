import type { FunctionEntry } from '../../catalog/function.ts'
import { distanceMFunction } from './distance-m.ts'

/** All functions of this group. */
export const geoFunctions: readonly FunctionEntry[] = [distanceMFunction]
