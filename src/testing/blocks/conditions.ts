import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedRule, CheckedTarget } from '../../check/checked/project.ts'
import type { CheckedTest } from '../../check/checked/test.ts'
import type { Failure } from '../../codegen/program.ts'
import { RecordReplay } from '../../runtime/replay/record-replay.ts'
import { rowValue } from '../../runtime/replay/replay-output.ts'
import type { ReplayRecord } from '../../runtime/replay/replay-line.ts'
import { jsonTree, treeText, type JsonTree } from './json-tree.ts'
import { readsOf } from './reads.ts'
import { chainsOf, type TestCompiler } from './test-program.ts'
import type { Condition, Story } from './test-result.ts'

type Stopped = Pick<Story, 'message' | 'conditions'>

/** What one expression gave for a record, with the values that it read. */
interface Answer {
  readonly values: readonly JsonTree[] | undefined
  readonly failure: Failure | undefined
}

const ANY = { kind: 'ANY', nullable: true } as const

const conjunctsOf = (condition: Checked): readonly Checked[] =>
  condition.kind === 'logical' && condition.operator === 'AND'
    ? condition.operands.flatMap(conjunctsOf)
    : [condition]

/** A row that is an array of an expression's value and what it reads; what fails among the latter is NULL. */
const probe = (rule: CheckedRule, expression: Checked, reads: readonly Checked[]): CheckedTarget => {
  const { span } = expression
  const elements = [
    expression,
    ...reads.map((read): Checked => ({
      kind: 'try',
      operand: { kind: 'convert', mode: 'any', operand: read, type: ANY, span: read.span },
      type: ANY,
      span: read.span,
    })),
  ]
  const value: Checked = { kind: 'array', elements, type: { kind: 'ARRAY', nullable: false }, span }
  return { connection: '<probe>', span: rule.span, constants: {}, perRow: [], omitNulls: false, value }
}

/** JSON of a value as the language writes it. */
const shown = (tree: JsonTree | undefined): string => {
  if (tree === undefined || (tree.kind === 'scalar' && tree.text === 'null')) return 'NULL'
  if (tree.kind === 'scalar' && tree.text.startsWith('"'))
    return `'${(JSON.parse(tree.text) as string).replaceAll("'", "''")}'`
  return treeText(tree)
}

/** Evaluates the parts of a rule's conditions one by one for a record, to find those that stopped it. */
export class Conditions {
  private readonly test: CheckedTest
  private readonly compiler: TestCompiler

  constructor(test: CheckedTest, compiler: TestCompiler) {
    this.test = test
    this.compiler = compiler
  }

  /** The first WHERE on the record's way that was not TRUE. */
  ofRules(record: ReplayRecord): Stopped | undefined {
    for (const chain of this.chains(record)) {
      for (let at = 0; at < chain.length; at++) {
        const rule = chain[at]
        const found = rule && this.ofRule(record, chain.slice(0, at), rule)
        if (found !== undefined) return found
      }
    }
    return undefined
  }

  /** The WHEN of the targets that did not get the rule's row. */
  ofTarget(record: ReplayRecord, targets: readonly number[]): Stopped | undefined {
    for (const chain of this.chains(record)) {
      const rule = chain.at(-1)
      for (const index of targets) {
        const when = rule?.targets[index]?.when
        if (rule === undefined || when === undefined) continue
        const conditions = this.failed(record, chain.slice(0, -1), rule, when)
        const result = worst(conditions)
        return {
          message: `made a row of \`${rule.name}\`, but WHEN is ${result} for ${rule.targets[index]?.connection ?? ''}`,
          conditions,
        }
      }
    }
    return undefined
  }

  private chains(record: ReplayRecord): readonly (readonly CheckedRule[])[] {
    const chain = chainsOf(this.test, this.compiler.surroundings.catalog).get(record.source ?? '')
    return chain === undefined ? [] : [chain]
  }

  private ofRule(
    record: ReplayRecord,
    before: readonly CheckedRule[],
    rule: CheckedRule,
  ): Stopped | undefined {
    if (rule.where !== undefined) {
      const { where: _, foreach: __, ...open } = rule
      const conditions = this.failed(record, before, open, rule.where)
      if (conditions.length > 0)
        return { message: `was filtered: WHERE of \`${rule.name}\` is ${worst(conditions)}`, conditions }
    }
    return undefined
  }

  /** The parts of a condition that are not TRUE. */
  private failed(
    record: ReplayRecord,
    before: readonly CheckedRule[],
    rule: CheckedRule,
    condition: Checked,
  ): readonly Condition[] {
    const parts = conjunctsOf(condition)
    const reads = parts.map((part) => readsOf(rule, behindName(rule, part)))
    const answers = this.answers(
      record,
      before,
      rule,
      parts.map((part, k) => probe(rule, part, reads[k] ?? [])),
    )
    return parts.flatMap((part, k) => {
      const answer = answers[k]
      const [result, ...values] = answer?.values ?? []
      const isTrue = result?.kind === 'scalar' && result.text === 'true'
      if (answer === undefined || isTrue) return []
      const isFalse = result?.kind === 'scalar' && result.text === 'false'
      return {
        text: conditionText(rule, part),
        result: answer.failure !== undefined ? 'failed' : isFalse ? 'FALSE' : 'NULL',
        message: answer.failure && `${answer.failure.slug}: ${answer.failure.message}`,
        values: (reads[k] ?? []).flatMap((read, r) => {
          const text = textOf(rule, read)
          return values[r] === undefined ? [] : [{ text, value: shown(values[r]) }]
        }),
      } as const
    })
  }

  /** Each target becomes a rule of its own, so that one that fails keeps no other from its answer. */
  private answers(
    record: ReplayRecord,
    before: readonly CheckedRule[],
    rule: CheckedRule,
    targets: readonly CheckedTarget[],
  ): readonly Answer[] {
    const upstream = before.at(-1)
    const from = upstream === undefined ? rule.from : ({ kind: 'rule', rule: upstream } as const)
    const rules = targets.map((target, k) => ({
      ...rule,
      name: `probe ${String(k)}`,
      from,
      targets: [target],
    }))
    const { catalog } = this.compiler.surroundings
    const replay = new RecordReplay(this.compiler.compile([...before, ...rules]), {
      catalog,
      report: () => undefined,
    })
    const outcomes = replay.record(record).flatMap((stream) => stream.outcomes)
    return targets.map((_, k): Answer => {
      const mine = outcomes.filter((outcome) => outcome.rule === k)
      for (const outcome of mine) {
        if (outcome.kind === 'failure') return { values: undefined, failure: outcome.failure }
        const tree = jsonTree(Buffer.from(rowValue(outcome.chunk, 0)))
        if (tree.kind === 'array') return { values: tree.elements, failure: undefined }
      }
      return { values: undefined, failure: undefined }
    })
  }
}

const worst = (conditions: readonly Condition[]): string =>
  conditions.some((one) => one.result === 'FALSE') ? 'FALSE' : 'NULL'

/** What an item computes, where a condition is its name alone. */
const behindName = (rule: CheckedRule, condition: Checked): Checked => {
  const item = condition.kind === 'alias' ? rule.items[condition.index] : undefined
  return item?.expression ?? condition
}

const conditionText = (rule: CheckedRule, condition: Checked): string => {
  const behind = behindName(rule, condition)
  return behind === condition
    ? textOf(rule, condition)
    : `${textOf(rule, condition)} (${textOf(rule, behind)})`
}

const textOf = (rule: CheckedRule, expression: Checked): string =>
  rule.document.text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ')
