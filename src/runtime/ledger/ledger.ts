import type { PassCounts, Policy, Program, RuleShape, StreamShape } from '../../codegen/program.ts'
import { Histogram } from '../../base/histogram.ts'
import type { RowLedger } from '../../delivery/row-ledger.ts'
import type { TargetShape } from '../../stream/output.ts'
import { letterShape } from '../../delivery/dead-letter/letter-chunk.ts'
import { newRowLedger } from '../../delivery/row-ledger.ts'
import type { RuleLedger, TargetLedger } from './rule-ledger.ts'
import { newRuleLedger } from './rule-ledger.ts'
import type { StreamLedger } from './stream-ledger.ts'
import { newStreamLedger } from './stream-ledger.ts'
import { brokenRows, brokenRule, brokenStream } from './equations.ts'

/** The ledgers of one stream and of the rules that read it. */
export interface StreamLedgers {
  readonly shape: StreamShape
  readonly stream: StreamLedger
  readonly shapes: readonly RuleShape[]
  readonly rules: readonly RuleLedger[]
}

/** Where the rows for one target are booked. */
export interface TargetAccount {
  readonly rows: RowLedger
  /** That of the rule. */
  readonly latency: Histogram
}

const intoTargets = (policies: readonly Policy[]): TargetShape[] =>
  policies.flatMap((policy) => (policy.kind === 'into' ? [policy.target] : []))

/** All outcomes of a program, since it started. */
export class Ledger {
  readonly streams: readonly StreamLedgers[]
  /** Rows made of invalid and failed records, by ON INVALID, ON AHEAD and ON ERROR INTO. */
  readonly into: TargetLedger[]
  /** Dead letters, which are rows too. */
  readonly letters: TargetLedger = { target: letterShape, rows: newRowLedger() }
  private readonly accounts = new Map<TargetShape, TargetAccount>()

  constructor(program: Program) {
    this.streams = program.streams.map(({ stream: shape, rules: shapes }) => ({
      shape,
      stream: newStreamLedger(shape.name),
      shapes,
      rules: shapes.map(({ name, version, targets }) => newRuleLedger(name, version, shape.name, targets)),
    }))
    const policies = this.streams.flatMap(({ shape, shapes }) => [
      shape.onInvalid,
      ...(shape.onAhead === undefined ? [] : [shape.onAhead]),
      ...shapes.map(({ onError }) => onError),
    ])
    this.into = intoTargets(policies).map((target) => ({ target, rows: newRowLedger() }))
    for (const { rules } of this.streams)
      for (const { targets, latency } of rules)
        for (const { target, rows } of targets) this.accounts.set(target, { rows, latency })
    for (const { target, rows } of [...this.into, this.letters])
      this.accounts.set(target, { rows, latency: new Histogram() })
  }

  /** Every target that rows can go to. */
  get targets(): readonly TargetShape[] {
    return [...this.accounts.keys()]
  }

  /** The targets of some streams and their rules, those of policies included. */
  targetsOf(isWanted: (stream: StreamShape) => boolean): TargetShape[] {
    return this.streams
      .filter(({ shape }) => isWanted(shape))
      .flatMap(({ shape, shapes }) => [
        ...shapes.flatMap(({ targets }) => targets),
        ...intoTargets([shape.onInvalid, ...shapes.map(({ onError }) => onError)]),
      ])
  }

  /** A target of an earlier program, of which rows are left. */
  adopt(target: TargetShape): void {
    const rows = newRowLedger()
    this.into.push({ target, rows })
    this.accounts.set(target, { rows, latency: new Histogram() })
  }

  accountOf(target: TargetShape): TargetAccount {
    const account = this.accounts.get(target)
    if (account === undefined)
      throw new Error(`broken invariant: a row for an unknown target of ${target.rule}`)
    return account
  }

  /** The violated equation in words; undefined when every record and row has its one outcome. */
  check(): string | undefined {
    for (const { stream, rules } of this.streams) {
      const broken = brokenStream(stream)
      if (broken !== undefined) return broken
      for (const rule of rules) {
        const inRule = brokenRule(rule, stream)
        if (inRule !== undefined) return inRule
      }
    }
    for (const [target, { rows }] of this.accounts) {
      const broken = brokenRows(target, rows)
      if (broken !== undefined) return broken
    }
    return undefined
  }
}

/** Books the outcomes of one pass over some records. */
export const bookPass = (ledgers: StreamLedgers, counts: PassCounts): void => {
  const { stream, rules } = ledgers
  stream.decoded += counts.decoded
  stream.invalid += counts.invalid
  stream.ahead += counts.ahead
  for (let r = 0; r < rules.length; r++) {
    const rule = rules[r]!
    rule.decoded += counts.decoded
    rule.passed += counts.passed[r]!
    rule.filtered += counts.filtered[r]!
    rule.unmatched += counts.unmatched[r]!
    rule.failed += counts.failed[r]!
    rule.mismatch += counts.mismatch[r]!
    const skipped = counts.skipped[r]
    for (let t = 0; t < rule.targets.length; t++) {
      const { rows } = rule.targets[t]!
      const n = skipped?.[t] ?? 0
      rows.made += n
      rows.skipped += n
    }
  }
}

/**
 * Books a record that one rule sees again; the others have dealt with it. What the stream has decoded does not change,
 * so the rule counts as having begun a record earlier.
 */
export const bookRedriven = ({ stream, rules }: StreamLedgers, at: number, counts: PassCounts): void => {
  const rule = rules[at]!
  stream.received += counts.invalid + counts.ahead
  stream.invalid += counts.invalid
  stream.ahead += counts.ahead
  rule.before -= counts.decoded
  rule.decoded += counts.decoded
  rule.passed += counts.passed[at]!
  rule.filtered += counts.filtered[at]!
  rule.unmatched += counts.unmatched[at]!
  rule.failed += counts.failed[at]!
  rule.mismatch += counts.mismatch[at]!
  rule.targets.forEach(({ rows }, t) => {
    const skipped = counts.skipped[at]?.[t] ?? 0
    rows.made += skipped
    rows.skipped += skipped
  })
}
