import type { CheckedRule } from '../../check/checked/project.ts'
import type { Checked } from '../../check/checked/expression.ts'
import { failedParts, shown, textOf, worst, type Stopped } from './conditions.ts'
import type { Probes } from './probes.ts'

const yes = (rule: CheckedRule): Checked => ({
  kind: 'literal',
  value: true,
  type: { kind: 'BOOLEAN', nullable: false },
  span: rule.span,
})

/** The rule as far as its joins and its FROM go. */
const withoutConditions = ({ where: _, foreach: __, ...rule }: CheckedRule): CheckedRule => rule

/** The INNER JOIN that found no row, with the key that it looked for. */
const byJoin = (probes: Probes, before: readonly CheckedRule[], rule: CheckedRule): Stopped | undefined => {
  const open = withoutConditions(rule)
  for (const [k, { keys, kind, table }] of rule.joins.entries()) {
    if (kind !== 'INNER') continue
    const joined = { ...open, joins: rule.joins.slice(0, k + 1) }
    const apart = { ...open, joins: rule.joins.slice(0, k) }
    const [there, key] = probes.answers(before, [
      { rule: joined, expression: yes(rule), others: [] },
      { rule: apart, expression: yes(rule), others: keys },
    ])
    if (there === undefined || there.failure !== undefined || there.rows.length > 0) continue
    const values = key?.rows[0]?.slice(1) ?? []
    const columns = table.primaryKey.map((column, c) => {
      const name = table.columns[column]?.name ?? ''
      return `${name} = ${shown(values[c])}`
    })
    const message = `was dropped: table \`${table.name}\` has no row with ${columns.join(' and ')}`
    return { message, conditions: [] }
  }
  return undefined
}

const byWhere = (probes: Probes, before: readonly CheckedRule[], rule: CheckedRule): Stopped | undefined => {
  if (rule.where === undefined) return undefined
  const conditions = failedParts(probes, before, withoutConditions(rule), rule.where)
  if (conditions.length === 0) return undefined
  return { message: `was filtered: WHERE of \`${rule.name}\` is ${worst(conditions)}`, conditions }
}

/** No element, or none for which INCASE is TRUE. */
const byForeach = (
  probes: Probes,
  before: readonly CheckedRule[],
  rule: CheckedRule,
): Stopped | undefined => {
  const { foreach } = rule
  if (foreach === undefined) return undefined
  const { array, parameter, incase } = foreach
  const each = { ...rule, foreach: { array, parameter } }
  const [elements, whole] = probes.answers(before, [
    { rule: each, expression: yes(rule), others: [] },
    { rule: withoutConditions(rule), expression: array, others: [] },
  ])
  if (elements?.rows.length === 0)
    return {
      message: `was filtered: \`${textOf(rule, array)}\` in FOREACH of \`${rule.name}\` is ${shown(whole?.rows[0]?.[0])}`,
      conditions: [],
    }
  const conditions = incase === undefined ? [] : failedParts(probes, before, each, incase, 'element')
  if (conditions.length === 0) return undefined
  return { message: `was filtered: INCASE of \`${rule.name}\` is TRUE for no element`, conditions }
}

/** What stopped a record on its way through a chain of rules: the first JOIN, WHERE or FOREACH that let nothing pass. */
export const stoppedBy = (probes: Probes, chain: readonly CheckedRule[]): Stopped | undefined => {
  for (const [at, rule] of chain.entries()) {
    const before = chain.slice(0, at)
    const found =
      byJoin(probes, before, rule) ?? byWhere(probes, before, rule) ?? byForeach(probes, before, rule)
    if (found !== undefined) return found
  }
  return undefined
}

/** The WHEN of the first of these targets that a row of the rule did not go to. */
export const withheldBy = (
  probes: Probes,
  chain: readonly CheckedRule[],
  targets: readonly number[],
): Stopped | undefined => {
  const rule = chain.at(-1)
  for (const index of targets) {
    const target = rule?.targets[index]
    if (rule === undefined || target?.when === undefined) continue
    const conditions = failedParts(probes, chain.slice(0, -1), rule, target.when)
    const message = `made a row of \`${rule.name}\`, but WHEN is ${worst(conditions)} for ${target.connection}`
    return { message, conditions }
  }
  return undefined
}
