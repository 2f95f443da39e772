import type { CheckedProject, CheckedRule, CheckedStream, CheckedTable } from '../check/checked/project.ts'
import type { RulePlan } from '../plan/node.ts'
import { planRule, type Digest } from '../plan/plan-rule.ts'
import type { CompileOptions } from './compile-options.ts'
import type { Program } from './program.ts'
import { chainOf } from './rule-function.ts'
import { ruleShape, streamShape, tableShape } from './shapes.ts'
import { compileStream, type PlannedRule } from './stream-program.ts'
import { compileTable } from './table-decoder.ts'

const VERSION_LENGTH = 12

/** A short digest of a text by SHA-256. */
export const digestWith =
  (options: Pick<CompileOptions, 'capabilities'>): Digest =>
  (text) =>
    [...options.capabilities.hash('sha256', new TextEncoder().encode(text))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .slice(0, VERSION_LENGTH)

/** The plans of all rules; a rule comes after the rules that it reads. */
export const planRules = (project: CheckedProject, digest: Digest): ReadonlyMap<CheckedRule, RulePlan> => {
  const plans = new Map<CheckedRule, RulePlan>()
  for (const rule of project.rules) {
    const upstream = rule.from.kind === 'rule' ? (plans.get(rule.from.rule)?.version ?? '') : ''
    plans.set(rule, planRule(rule, upstream, digest))
  }
  return plans
}

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/** The tables that rules look up, themselves or in the rules that they read. */
const tablesOf = (rules: readonly CheckedRule[]): readonly CheckedTable[] => [
  ...new Set(rules.flatMap(chainOf).flatMap((rule) => rule.joins.map((join) => join.table))),
]

/**
 * Compiles a checked project: one generated pass per stream that some rule reads. A rule without INTO is a view and
 * runs only inside the rules that read it.
 */
export const compileProgram = (project: CheckedProject, options: CompileOptions): Program => {
  const plans = planRules(project, digestWith(options))
  const byStream = new Map<CheckedStream, PlannedRule[]>()
  for (const rule of project.rules) {
    if (rule.targets.length === 0) continue
    const stream = streamOf(rule)
    const planned = { rule, shape: ruleShape(rule, plans.get(rule)?.version ?? '') }
    const rules = byStream.get(stream)
    if (rules === undefined) byStream.set(stream, [planned])
    else rules.push(planned)
  }
  const tables = tablesOf([...byStream.values()].flat().map(({ rule }) => rule))
  const places = new Map(tables.map((table, place) => [table.name, place]))
  const streams = [...byStream].map(([stream, rules]) =>
    compileStream(stream, streamShape(stream), rules, places, options),
  )
  return { streams, tables: tables.map((table) => tableShape(table, compileTable(table, options))) }
}
