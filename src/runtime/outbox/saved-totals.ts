import type { DurableState, ShedCounts } from '../../delivery/journalled/durable-state.ts'
import type { RowLedger } from '../../delivery/row-ledger.ts'
import type { Totals } from '../../journal/content/frame-content.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { Ledger, StreamLedgers } from '../ledger/ledger.ts'
import type { RuleLedger } from '../ledger/rule-ledger.ts'
import type { StreamLedger } from '../ledger/stream-ledger.ts'

/** Counters in the order in which they are saved: append only, since journals of earlier versions are read. */
const streamCounts = ['received', 'decoded', 'invalid', 'ahead', 'dropped'] as const
const ruleCounts = [
  'decoded',
  'passed',
  'aggregated',
  'filtered',
  'unmatched',
  'deduplicated',
  'held',
  'late',
  'failed',
  'dropped',
  'mismatch',
] as const
const rowCounts = ['made', 'delivered', 'skipped', 'deadLettered', 'dropped', 'withdrawn', 'pending'] as const

const streamKey = ({ stream }: StreamLedger): string => `stream ${stream}`
const ruleKey = ({ rule, version }: RuleLedger): string => `rule ${rule} ${version}`
const rowsKey = (target: number): string => `rows ${String(target)}`

type Numbers<K extends string> = { [name in K]: number }

const values = <K extends string>(names: readonly K[], from: Readonly<Numbers<K>>): number[] =>
  names.map((name) => from[name])

const restore = <K extends string>(names: readonly K[], to: Numbers<K>, counts: readonly number[]): void => {
  names.forEach((name, k) => (to[name] = counts[k] ?? 0))
}

/** Records that stand behind a stream's stop were not acknowledged: they come again and count again. */
const streamTotals = (stream: StreamLedger): Totals => ({
  ledger: streamKey(stream),
  counts: values(streamCounts, { ...stream, received: stream.received - stream.pending }),
})

export class SavedTotals {
  private readonly ledger: Ledger
  /** The number of a target, and whether its rows are in the journal. */
  private readonly targetOf: (target: TargetShape) => number
  private readonly isJournalled: (target: TargetShape) => boolean

  constructor(
    ledger: Ledger,
    targetOf: (target: TargetShape) => number,
    isJournalled: (target: TargetShape) => boolean,
  ) {
    this.ledger = ledger
    this.targetOf = targetOf
    this.isJournalled = isJournalled
  }

  /** The ledgers of some streams, or all there are. */
  save(streams?: ReadonlySet<StreamLedgers>): Totals[] {
    const chosen = this.ledger.streams.filter((one) => streams === undefined || streams.has(one))
    const totals = chosen.flatMap(({ rules, stream }) => [
      streamTotals(stream),
      ...rules.flatMap((rule) => this.rule(rule)),
    ])
    if (streams === undefined) totals.push(...this.ledger.retired.all.flatMap((rule) => this.rule(rule)))
    const { into, letters } = this.ledger
    return [...totals, ...[...into, letters].map(({ rows, target }) => this.rows(target, rows))]
  }

  /** Sets the ledgers to what an earlier run has saved; what is not yet delivered is pending again. */
  restore({ backlog, madeSince, shedSince, totals }: DurableState): void {
    for (const { rules, stream } of this.ledger.streams) {
      restore(streamCounts, stream, totals.get(streamKey(stream)) ?? [])
      for (const rule of rules) {
        restore(ruleCounts, rule, totals.get(ruleKey(rule)) ?? [])
        rule.before = stream.decoded - rule.decoded
      }
    }
    for (const target of this.ledger.targets) {
      const { rows } = this.ledger.accountOf(target)
      const id = this.targetOf(target)
      restore(rowCounts, rows, totals.get(rowsKey(id)) ?? [])
      if (this.isJournalled(target)) {
        const made = { kept: madeSince.get(id) ?? 0, ...(shedSince.get(id) ?? nothingShed) }
        resume(rows, made, backlog.get(id) ?? 0)
      } else {
        rows.withdrawn += rows.pending
        rows.pending = 0
      }
    }
  }

  private rule(rule: RuleLedger): Totals[] {
    const counts = values(ruleCounts, { ...rule, decoded: rule.decoded - rule.pending })
    return [
      { ledger: ruleKey(rule), counts },
      ...rule.targets.map(({ rows, target }) => this.rows(target, rows)),
    ]
  }

  private rows(target: TargetShape, rows: RowLedger): Totals {
    return { ledger: rowsKey(this.targetOf(target)), counts: values(rowCounts, rows) }
  }
}

const nothingShed: ShedCounts = { dropped: 0, deadLettered: 0 }

/**
 * Rows of the journal that lanes have not passed are pending; those that they have passed and that no counter knows of
 * were delivered after the totals were saved.
 */
const resume = (rows: RowLedger, since: ShedCounts & { readonly kept: number }, pending: number): void => {
  rows.made += since.kept + since.dropped + since.deadLettered
  rows.dropped += since.dropped
  rows.deadLettered += since.deadLettered
  rows.pending = pending
  let left = rows.made - rows.skipped - pending
  for (const name of ['deadLettered', 'dropped', 'withdrawn'] as const) {
    rows[name] = Math.max(0, Math.min(rows[name], left))
    left -= rows[name]
  }
  // A backlog from before the first totals.
  if (left < 0) rows.made -= left
  rows.delivered = Math.max(0, left)
}
