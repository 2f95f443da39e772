import type { AggregateEntry } from '../../catalog/aggregate.ts'
import { countAggregate } from './count.ts'
import { sumAggregate } from './sum.ts'
import { avgAggregate } from './avg.ts'
import { minAggregate } from './min.ts'
import { maxAggregate } from './max.ts'
import { maxByAggregate } from './max-by.ts'
import { minByAggregate } from './min-by.ts'
import { stddevPopAggregate } from './stddev-pop.ts'
import { stddevAggregate } from './stddev.ts'
import { varPopAggregate } from './var-pop.ts'
import { varianceAggregate } from './variance.ts'
import { percentileAggregate } from './percentile.ts'
import { medianAggregate } from './median.ts'
import { modeAggregate } from './mode.ts'
import { firstAggregate } from './first.ts'
import { lastAggregate } from './last.ts'
import { collectAggregate } from './collect.ts'
import { collectObjectAggregate } from './collect-object.ts'
import { stringAggAggregate } from './string-agg.ts'
import { countDistinctAggregate } from './count-distinct.ts'
import { approxCountDistinctAggregate } from './approx-count-distinct.ts'
import { topAggregate } from './top.ts'
import { rangeAggregate } from './range.ts'
import { deltaAggregate } from './delta.ts'
import { increaseAggregate } from './increase.ts'
import { rateAggregate } from './rate.ts'
import { timeWeightedAvgAggregate } from './time-weighted-avg.ts'
import { boolAndAggregate } from './bool-and.ts'
import { boolOrAggregate } from './bool-or.ts'
import { corrAggregate } from './corr.ts'
import { slopeAggregate } from './slope.ts'

/** All functions of this group. */
export const aggregateFunctions: readonly AggregateEntry[] = [
  countAggregate,
  sumAggregate,
  avgAggregate,
  minAggregate,
  maxAggregate,
  maxByAggregate,
  minByAggregate,
  stddevPopAggregate,
  stddevAggregate,
  varPopAggregate,
  varianceAggregate,
  percentileAggregate,
  medianAggregate,
  modeAggregate,
  firstAggregate,
  lastAggregate,
  collectAggregate,
  collectObjectAggregate,
  stringAggAggregate,
  countDistinctAggregate,
  approxCountDistinctAggregate,
  topAggregate,
  rangeAggregate,
  deltaAggregate,
  increaseAggregate,
  rateAggregate,
  timeWeightedAvgAggregate,
  boolAndAggregate,
  boolOrAggregate,
  corrAggregate,
  slopeAggregate,
]
