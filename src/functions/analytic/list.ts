import type { AggregateEntry } from '../../catalog/aggregate.ts'
import { lagAnalytic } from './lag.ts'
import { changedAnalytic } from './changed.ts'
import { latchAnalytic } from './latch.ts'
import { rowNumberAnalytic } from './row-number.ts'
import { sinceAnalytic } from './since.ts'
import { elapsedAnalytic } from './elapsed.ts'
import { emaAnalytic } from './ema.ts'
import { streakAnalytic } from './streak.ts'

/** All functions of this group. */
export const analyticFunctions: readonly AggregateEntry[] = [
  lagAnalytic,
  changedAnalytic,
  latchAnalytic,
  rowNumberAnalytic,
  sinceAnalytic,
  elapsedAnalytic,
  emaAnalytic,
  streakAnalytic,
]
