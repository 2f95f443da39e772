import type { Checked } from '../../check/checked/expression.ts'
import type {
  CheckedProject,
  CheckedRule,
  CheckedStream,
  CheckedTarget,
} from '../../check/checked/project.ts'
import { visit } from '../../check/expression/visit.ts'
import { expressionsOf } from '../../check/rules/rule-expressions.ts'
import { show } from '../../check/typing/show.ts'
import { planRules } from '../../codegen/compile-program.ts'
import { targetShapeOf } from '../../codegen/shapes.ts'
import { durabilityOf } from '../../plan/durability.ts'
import { guaranteeAdvice, guaranteeOf, type Guarantee } from '../../plan/guarantee.ts'
import type { PlanNode } from '../../plan/node.ts'
import { outputColumns } from '../../plan/plan-rule.ts'
import type { Durability } from '../../stream/durability.ts'
import { sha256Digest } from '../digest.ts'

/** How the work for one record grows: with nothing, with its arrays, or with what it looks up as well. */
export type CostClass = 'constant' | 'arrays' | 'look-ups'

/** All that is known of a rule before it runs; plain JSON. */
export interface Explanation {
  readonly rule: string
  readonly version: string
  readonly prose: string
  readonly nodes: readonly PlanNode[]
  /** Empty where `*` stands for what only the run knows. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[]
  readonly durability: Durability
  readonly delivery: readonly {
    readonly target: string
    readonly guarantee: Guarantee
    /** What makes it less than it could be, or would make it better. */
    readonly advice?: string
  }[]
  /** What another run on the same records may give otherwise. */
  readonly notReplayable: readonly string[]
  readonly cost: CostClass
  readonly statements: readonly { readonly target: string; readonly text: string }[]
}

/** The clock is a tick for each record, which only a replay of the records' times can give again. */
const CLOCK = 'now'

const isChance = (e: Checked): e is Checked & { kind: 'call' } =>
  e.kind === 'call' && (e.entry.determinism === 'seeded' || e.entry.name === CLOCK)

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/** Visits all expressions of a rule, and of the rules that it reads. */
const visitAll = (rule: CheckedRule, enter: (e: Checked) => void): void => {
  for (const expression of expressionsOf(rule)) visit(expression, enter)
  if (rule.from.kind === 'rule') visitAll(rule.from.rule, enter)
}

const tablesOf = (rule: CheckedRule): readonly string[] => [
  ...rule.joins.map((join) => join.table.name),
  ...(rule.from.kind === 'rule' ? tablesOf(rule.from.rule) : []),
]

const chances = (rule: CheckedRule): ReadonlySet<string> => {
  const calls = new Set<string>()
  visitAll(rule, (e) => {
    if (isChance(e)) calls.add(`${e.entry.name}()`)
  })
  return calls
}

const deliveryOf = (
  rule: CheckedRule,
  stream: CheckedStream,
  target: CheckedTarget,
): Explanation['delivery'][number] => {
  const isSame = chances(rule).size === 0
  const advice = guaranteeAdvice(stream, target, isSame)
  return {
    target: target.connection,
    guarantee: guaranteeOf(stream, target, isSame),
    ...(advice === undefined ? {} : { advice }),
  }
}

const notReplayable = (rule: CheckedRule): readonly string[] => {
  return [...chances(rule), ...new Set(tablesOf(rule).map((table) => `look-ups in ${table}`))]
}

const costOf = (rule: CheckedRule): CostClass => {
  if (tablesOf(rule).length > 0) return 'look-ups'
  let loops = rule.foreach !== undefined
  visitAll(rule, (e) => {
    if (e.kind === 'in-array' || (e.kind === 'call' && e.args.some(({ kind }) => kind === 'lambda')))
      loops = true
  })
  return loops ? 'arrays' : 'constant'
}

/** What is known of a rule before it runs. */
export const explanationOf = (project: CheckedProject, rule: CheckedRule): Explanation => {
  const plan = planRules(project, sha256Digest).get(rule)
  const version = plan?.version ?? ''
  const stream = streamOf(rule)
  return {
    rule: rule.name,
    version,
    prose: rule.prose,
    nodes: plan?.nodes ?? [],
    columns: outputColumns(rule.items).map(({ name, type }) => ({
      name,
      type: show(type),
      nullable: type.nullable,
    })),
    durability: durabilityOf(stream),
    delivery: rule.targets.map((target) => deliveryOf(rule, stream, target)),
    notReplayable: notReplayable(rule),
    cost: costOf(rule),
    statements: rule.targets.flatMap((target, k) => {
      const text = target.connector?.sink?.createStatement?.(targetShapeOf(rule, version, k))
      return text === undefined ? [] : [{ target: target.connection, text }]
    }),
  }
}
