import { Histogram } from '../../base/histogram.ts'
import type { RowLedger } from '../../delivery/row-ledger.ts'
import { newRowLedger } from '../../delivery/row-ledger.ts'
import type { TargetShape } from '../../stream/output.ts'

export interface TargetLedger {
  readonly target: TargetShape
  readonly rows: RowLedger
}

/**
 * What became of a stream's decoded records in one rule: decoded = passed + aggregated + filtered + unmatched +
 * deduplicated + held + late + failed + pending. Rules without state have none of the middle ones.
 */
export interface RuleLedger {
  readonly rule: string
  readonly version: string
  readonly stream: string
  /** What the stream had decoded when this version of the rule began. */
  before: number
  decoded: number
  passed: number
  aggregated: number
  filtered: number
  unmatched: number
  deduplicated: number
  held: number
  late: number
  failed: number
  pending: number
  /** Of the failed ones: those thrown away because the rule says so. */
  dropped: number
  /** Comparisons of kinds that do not fit; not an outcome. */
  mismatch: number
  readonly targets: readonly TargetLedger[]
  /** Milliseconds from a record's arrival to the confirmation of a row that it caused. */
  readonly latency: Histogram
}

export const newRuleLedger = (
  rule: string,
  version: string,
  stream: string,
  targets: readonly TargetShape[],
): RuleLedger => ({
  rule,
  version,
  stream,
  before: 0,
  decoded: 0,
  passed: 0,
  aggregated: 0,
  filtered: 0,
  unmatched: 0,
  deduplicated: 0,
  held: 0,
  late: 0,
  failed: 0,
  pending: 0,
  dropped: 0,
  mismatch: 0,
  targets: targets.map((target) => ({ target, rows: newRowLedger() })),
  latency: new Histogram(),
})
