import type { RuleShape } from '../../codegen/program.ts'
import { newRowLedger } from '../../delivery/row-ledger.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { RuleLedger } from './rule-ledger.ts'
import { newRuleLedger } from './rule-ledger.ts'
import type { StreamLedger } from './stream-ledger.ts'

const RULES_MAX = 1_000

interface Retired {
  readonly ledger: RuleLedger
  /** What the stream had decoded when this version ended. */
  readonly until: number
}

const plain = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${String(value)}n` : value

/** Two shapes of one target, of one program and the next. */
export const sameTarget = (a: TargetShape, b: TargetShape): boolean =>
  JSON.stringify(a, plain) === JSON.stringify(b, plain)

const keyOf = (stream: string, { name, version }: Pick<RuleShape, 'name' | 'version'>): string =>
  JSON.stringify([stream, name, version])

const isDone = ({ targets }: RuleLedger): boolean => targets.every(({ rows }) => rows.pending === 0)

/** Versions of rules that have run and do not any more; one that comes back goes on with its counters. */
export class RetiredRules {
  private readonly byKey = new Map<string, Retired>()

  get all(): readonly RuleLedger[] {
    return [...this.byKey.values()].map(({ ledger }) => ledger)
  }

  /** This version ends. The oldest ones whose rows are all decided are forgotten. */
  add(ledger: RuleLedger, stream: StreamLedger): void {
    const { rule: name, version } = ledger
    this.byKey.set(keyOf(stream.stream, { name, version }), { ledger, until: stream.decoded })
    for (const [key, { ledger: old }] of this.byKey) {
      if (this.byKey.size <= RULES_MAX) return
      if (isDone(old)) this.byKey.delete(key)
    }
  }

  /** The ledger of a version that begins, or goes on: with this program's targets. */
  resume(shape: RuleShape, stream: StreamLedger): RuleLedger {
    const { name, targets, version } = shape
    const key = keyOf(stream.stream, shape)
    const known = this.byKey.get(key)
    if (known === undefined) {
      const ledger = newRuleLedger(name, version, stream.stream, targets)
      ledger.before = stream.decoded
      return ledger
    }
    this.byKey.delete(key)
    const { ledger, until } = known
    return {
      ...ledger,
      before: ledger.before + stream.decoded - until,
      targets: targets.map((target, k) => ({
        target,
        rows: ledger.targets[k]?.rows ?? newRowLedger(),
      })),
    }
  }
}
