import type { AggregateEntry } from '../catalog/aggregate.ts'
import { aggregateFunctions } from './aggregate/list.ts'
import { analyticFunctions } from './analytic/list.ts'

/** All aggregates and analytic functions. */
export const aggregates: readonly AggregateEntry[] = [...aggregateFunctions, ...analyticFunctions]
