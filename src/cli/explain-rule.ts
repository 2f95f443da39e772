import type { CheckedProject, CheckedRule, CheckedStream } from '../check/checked/project.ts'
import { targetShapeOf } from '../codegen/shapes.ts'
import { planRules } from '../codegen/compile-program.ts'
import { lookUpSentence } from '../plan/look-up-sentence.ts'
import type { PlanNode } from '../plan/node.ts'
import type { Durability } from '../stream/durability.ts'
import { durabilityOf } from '../plan/durability.ts'
import { guaranteeOf } from '../plan/guarantee.ts'
import { outputColumns } from '../plan/plan-rule.ts'
import { sha256Digest } from './digest.ts'

const topicsText = (topics: readonly string[]): string => topics.map((topic) => `'${topic}'`).join(', ')

/** One step of a plan as a plain sentence. */
const sentence = (node: PlanNode): string => {
  switch (node.kind) {
    case 'read':
      return `Read ${node.format} records from ${node.connection}${node.topics.length === 0 ? '' : `, topics ${topicsText(node.topics)}`}${node.columns.length === 0 ? '' : `, and check ${String(node.columns.length)} columns`}.`
    case 'rule':
      return `Take the rows of rule ${node.rule}.`
    case 'look-up':
      return lookUpSentence(node)
    case 'filter':
      return `Keep records for which ${node.condition} is TRUE.`
    case 'unnest':
      return `Make a row of each element of ${node.array}${node.condition === undefined ? '' : ` for which ${node.condition} is TRUE`}.`
    case 'project':
      return `Make a row of ${node.items.map((item) => item.name).join(', ')}.`
    case 'write': {
      const options = Object.entries(node.options).map(([name, value]) => `${name} = ${value}`)
      const when = node.when === undefined ? '' : `, where ${node.when} is TRUE`
      return `Write it to ${node.connection}${options.length === 0 ? '' : ` (${options.join(', ')})`}${when}.`
    }
  }
}

/** When an input of the rule counts as safe. */
const acknowledged: Readonly<Record<Durability, string>> = {
  local: 'an input is acknowledged when its rows are in the journal on disk.',
  upstream: 'an input is acknowledged when every sink has confirmed its rows.',
  none: 'the source keeps nothing, so what is under way is lost with the process.',
}

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

const columnsText = (rule: CheckedRule): string[] =>
  outputColumns(rule.items).map(
    ({ name, type }) => `  ${name}  ${type.kind}${type.nullable ? '' : ' NOT NULL'}`,
  )

/** A rule's plan as numbered sentences, its columns, and what is promised for each sink. */
export const explainRule = (project: CheckedProject, rule: CheckedRule): string => {
  const plan = planRules(project, sha256Digest).get(rule)
  const steps = (plan?.nodes ?? []).map((node, k) => `${String(k + 1)}. ${sentence(node)}`)
  const stream = streamOf(rule)
  const promises = rule.targets.map((target) => `  ${target.connection}: ${guaranteeOf(stream, target)}`)
  const statements = rule.targets.flatMap((target, k) => {
    const statement = target.connector?.sink?.createStatement?.(targetShapeOf(rule, plan?.version ?? '', k))
    return statement === undefined ? [] : ['', `What ${target.connection} needs:`, statement]
  })
  return [
    `rule ${rule.name}, version ${plan?.version ?? ''}`,
    ...(rule.prose === '' ? [] : ['', rule.prose]),
    '',
    ...steps,
    '',
    'Columns:',
    ...columnsText(rule),
    '',
    `Delivery, DURABILITY ${durabilityOf(stream)}: ${acknowledged[durabilityOf(stream)]}`,
    ...promises,
    ...statements,
  ].join('\n')
}
