import type {
  PassCounts,
  Policy,
  Program,
  RuleShape,
  StreamProgram,
  StreamShape,
} from '../../codegen/program.ts'
import { Histogram } from '../../base/histogram.ts'
import type { RowLedger } from '../../delivery/row-ledger.ts'
import type { TargetShape } from '../../stream/output.ts'
import { letterShape } from '../../delivery/dead-letter/letter-chunk.ts'
import { newRowLedger } from '../../delivery/row-ledger.ts'
import type { RuleLedger, TargetLedger } from './rule-ledger.ts'
import { newRuleLedger } from './rule-ledger.ts'
import { RetiredRules, sameTarget } from './retired-rules.ts'
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

const policyTargets = ({ shape, shapes }: Pick<StreamLedgers, 'shape' | 'shapes'>): TargetShape[] =>
  intoTargets([
    shape.onInvalid,
    ...(shape.onAhead === undefined ? [] : [shape.onAhead]),
    ...shapes.map(({ onError }) => onError),
  ])

/** All outcomes of a program, since it started. */
export class Ledger {
  readonly streams: StreamLedgers[]
  /** Rows made of invalid and failed records, by ON INVALID, ON AHEAD and ON ERROR INTO. */
  readonly into: TargetLedger[]
  /** Dead letters, which are rows too. */
  readonly letters: TargetLedger = { target: letterShape, rows: newRowLedger() }
  /** Rules and policies of earlier versions in this run: what they had made goes on being counted. */
  readonly retired = new RetiredRules()
  private readonly gone = new Map<string, StreamLedger>()
  private readonly accounts = new Map<TargetShape, TargetAccount>()
  /** Those of earlier versions, of which rows may still be on their way. */
  private readonly earlier = new WeakMap<TargetShape, TargetAccount>()

  constructor(program: Program) {
    this.streams = program.streams.map(({ stream: shape, rules: shapes }) => ({
      shape,
      stream: newStreamLedger(shape.name),
      shapes,
      rules: shapes.map(({ name, version, targets }) => newRuleLedger(name, version, shape.name, targets)),
    }))
    this.into = this.streams.flatMap(policyTargets).map((target) => ({ target, rows: newRowLedger() }))
    for (const { rules } of this.streams) this.open(rules)
    for (const { rows, target } of [...this.into, this.letters])
      this.accounts.set(target, { rows, latency: new Histogram() })
  }

  /**
   * Another version of a stream and its rules takes over: counters go on by stream, and by rule and version. Between two
   * passes only.
   */
  replace(next: StreamProgram): StreamLedgers {
    const { stream: shape, rules: shapes } = next
    const before = this.close(shape.name)
    const stream = before?.stream ?? this.gone.get(shape.name) ?? newStreamLedger(shape.name)
    this.gone.delete(shape.name)
    // What a stopped stream has kept is read again.
    stream.received -= stream.pending
    stream.pending = 0
    stream.stopped = undefined
    const rules = shapes.map((one) => this.retired.resume(one, stream))
    const ledgers = { shape, stream, shapes, rules }
    this.streams.push(ledgers)
    this.open(rules)
    for (const target of policyTargets(ledgers)) this.openPolicy(target)
    return ledgers
  }

  /** A stream that no rule reads any more. */
  remove(stream: string): void {
    const before = this.close(stream)
    if (before !== undefined) this.gone.set(stream, before.stream)
  }

  private open(rules: readonly RuleLedger[]): void {
    for (const { latency, targets } of rules)
      for (const { rows, target } of targets) this.accounts.set(target, { rows, latency })
  }

  /** A policy that stays the same goes on counting. */
  private openPolicy(target: TargetShape): void {
    const known = this.into.find((one) => sameTarget(one.target, target))
    const account = (known && this.accountOf(known.target)) ?? {
      rows: newRowLedger(),
      latency: new Histogram(),
    }
    if (known !== undefined) this.into.splice(this.into.indexOf(known), 1)
    this.into.push({ target, rows: account.rows })
    this.accounts.set(target, account)
  }

  private close(name: string): StreamLedgers | undefined {
    const at = this.streams.findIndex(({ stream }) => stream.stream === name)
    if (at === -1) return undefined
    const [before] = this.streams.splice(at, 1)
    for (const rule of before!.rules) this.retired.add(rule, before!.stream)
    const targets = [
      ...before!.rules.flatMap((rule) => rule.targets.map(({ target }) => target)),
      ...policyTargets(before!),
    ]
    for (const target of targets) {
      this.earlier.set(target, this.accountOf(target))
      this.accounts.delete(target)
    }
    return before
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
        ...policyTargets({ shape, shapes }),
      ])
  }

  /** A target of an earlier program, of which rows are left. */
  adopt(target: TargetShape): void {
    const rows = newRowLedger()
    this.into.push({ target, rows })
    this.accounts.set(target, { rows, latency: new Histogram() })
  }

  accountOf(target: TargetShape): TargetAccount {
    const account = this.accounts.get(target) ?? this.earlier.get(target)
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
    const earlier = this.retired.all.flatMap(({ targets }) => targets)
    const targets = [...this.accounts].map(([target, { rows }]) => ({ target, rows }))
    for (const { rows, target } of [...earlier, ...targets]) {
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
