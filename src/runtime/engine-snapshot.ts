import type { JournalSnapshot } from '../journal/journal.ts'
import type { ConnectionSnapshot, EngineLaneSnapshot } from './connection-snapshot.ts'
import type { LedgerSnapshot } from './ledger/snapshot.ts'
import type { TableSnapshot } from './table/table-context.ts'
import type { SourceSnapshot } from './source/source-runner.ts'

export interface AlarmSnapshot {
  readonly name: string
  readonly times: number
  /** The last one. */
  readonly message: string
}

/** What the summary, metrics and status show; a copy that does not change. */
export interface EngineSnapshot extends LedgerSnapshot {
  /** Monotonic; the base of rates. */
  readonly atMs: number
  readonly sources: readonly SourceSnapshot[]
  readonly connections: readonly ConnectionSnapshot[]
  readonly lanes: readonly EngineLaneSnapshot[]
  readonly tables: readonly TableSnapshot[]
  readonly deadLetters: {
    readonly offered: number
    readonly written: number
    readonly waiting: number
    readonly reason: string | undefined
  }
  /** Absent where there is no state folder. */
  readonly journal: JournalSnapshot | undefined
  readonly alarms: readonly AlarmSnapshot[]
  /** The ledger's violated equation, which would be a mistake of ours. */
  readonly broken: string | undefined
}

export interface RuleRate {
  readonly rule: string
  /** Records and confirmed rows a second. */
  readonly in: number
  readonly out: number
}

/** Rates between two snapshots of one engine. */
export const ruleRates = (before: EngineSnapshot, now: EngineSnapshot): RuleRate[] => {
  const seconds = Math.max(0.001, (now.atMs - before.atMs) / 1000)
  return now.rules.map((rule, at) => ({
    rule: rule.rule,
    in: (rule.decoded - (before.rules[at]?.decoded ?? 0)) / seconds,
    out: (rule.delivered - (before.rules[at]?.delivered ?? 0)) / seconds,
  }))
}
