import { Collector } from '../diagnostic/collector.ts'
import type { StatementNode } from '../syntax/ast/index.ts'
import type { CheckOptions } from './check-options.ts'
import type { CheckedProject, CheckedRule, CheckedStream } from './checked/project.ts'
import { Ignores } from './rules/ignore.ts'
import { checkRules } from './rules/rules.ts'
import { ConstantTable } from './statement/constant.ts'
import { Registry } from './statement/registry.ts'
import { checkRule } from './statement/rule.ts'
import { Workspace } from './statement/workspace.ts'
import { checkTests } from './test/check-tests.ts'

export { checkExpression } from './check-expression.ts'
export type { CheckOptions } from './check-options.ts'

/** Rules behind the rules that they read. */
const inOrder = (rules: readonly CheckedRule[]): readonly CheckedRule[] => {
  const ordered = new Set<CheckedRule>()
  const add = (rule: CheckedRule): void => {
    if (ordered.has(rule)) return
    if (rule.from.kind === 'rule') add(rule.from.rule)
    ordered.add(rule)
  }
  for (const rule of rules) add(rule)
  return [...ordered]
}

/** One finding for a rule that is right, and that this version cannot run. */
const reportLater = (options: CheckOptions, collector: Collector, rule: CheckedRule): void => {
  const { later } = rule
  if (later === undefined) return
  const last = later.at(-1) ?? ''
  const what = later.length > 1 ? `${later.slice(0, -1).join(', ')} and ${last}` : last
  collector.add('not-yet', rule.document, rule.span, {
    severity: options.notYet ?? 'error',
    message: `\`${rule.name}\` cannot run yet: this version has nothing that runs ${what}`,
  })
}

const isBroken = (statement: StatementNode): boolean => statement.kind === 'broken'

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/**
 * Checks all rule files of a project. Findings go to the collector; the result has the rules that have no errors,
 * with the streams and tables that they read.
 */
export const checkProject = (options: CheckOptions, collector: Collector): CheckedProject => {
  const found = new Collector({ findingsMax: collector.findingsMax })
  const project = check(options, found)
  const ignores = new Ignores(options, collector)
  for (const finding of found.sorted())
    if (!ignores.takes(finding)) collector.add(finding.slug, finding.document, finding.span, finding)
  ignores.finish(found.hasErrors || options.files.some(({ file }) => file.statements.some(isBroken)))
  return project
}

const check = (options: CheckOptions, collector: Collector): CheckedProject => {
  const workspace = new Workspace(options, collector, (space) => new ConstantTable(space))
  const registry = new Registry(workspace, checkRule)
  const constants = workspace.constants
  const rules: CheckedRule[] = []
  for (const { statement } of workspace.declarations.all()) {
    const name = statement.name.text
    if (statement.kind === 'stream') registry.stream(name)
    if (statement.kind === 'table') registry.table(name)
    if (statement.kind === 'set' && constants instanceof ConstantTable) {
      const declaration = workspace.declarations.of('set', name)
      if (declaration !== undefined) constants.value(name, declaration)
    }
    const rule = statement.kind === 'rule' ? registry.rule(name)?.rule : undefined
    if (rule !== undefined) rules.push(rule)
  }
  const ordered = inOrder(rules)
  const tests = checkTests(workspace, ordered)
  const sound = checkRules(workspace, ordered).filter((rule) => rule.later === undefined)
  const isSound = new Set(sound)
  for (const rule of ordered) reportLater(options, collector, rule)
  return {
    streams: [...new Set(sound.map(streamOf))],
    tables: [...new Set(sound.flatMap((rule) => rule.joins.map((join) => join.table)))],
    rules: sound,
    tests: tests.filter((test) => isSound.has(test.rule)),
  }
}
