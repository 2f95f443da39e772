import type { RowLedger } from '../../delivery/row-ledger.ts'
import type { Ledger } from './ledger.ts'
import type { RuleLedger, TargetLedger } from './rule-ledger.ts'
import type { StreamLedger } from './stream-ledger.ts'

export interface TargetSnapshot extends Readonly<RowLedger> {
  readonly connection: string
  readonly connector: string
}

export interface RuleSnapshot extends Readonly<Omit<RuleLedger, 'targets' | 'latency' | 'before'>> {
  readonly targets: readonly TargetSnapshot[]
  /** Rows confirmed by sinks, over all targets. */
  readonly delivered: number
  readonly p50Ms: number | undefined
  readonly p99Ms: number | undefined
}

export interface LedgerSnapshot {
  readonly streams: readonly Readonly<StreamLedger>[]
  readonly rules: readonly RuleSnapshot[]
  /** Versions of rules that have run and do not any more. */
  readonly retired: readonly RuleSnapshot[]
  readonly into: readonly TargetSnapshot[]
}

const targetSnapshot = ({ target, rows }: TargetLedger): TargetSnapshot => ({
  ...rows,
  connection: target.connection,
  connector: target.connector,
})

const ruleSnapshot = ({ targets, latency, before: _, ...counts }: RuleLedger): RuleSnapshot => ({
  ...counts,
  targets: targets.map(targetSnapshot),
  delivered: targets.reduce((total, { rows }) => total + rows.delivered, 0),
  p50Ms: latency.percentile(0.5),
  p99Ms: latency.percentile(0.99),
})

/** The ledgers as they are now; does not change afterwards. */
export const ledgerSnapshot = (ledger: Ledger): LedgerSnapshot => ({
  streams: ledger.streams.map(({ stream }) => ({ ...stream })),
  rules: ledger.streams.flatMap(({ rules }) => rules.map(ruleSnapshot)),
  retired: ledger.retired.all.map(ruleSnapshot),
  into: ledger.into.map(targetSnapshot),
})
