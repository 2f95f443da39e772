import type { CheckedRule, CheckedTarget } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'

/** What a target writes and where, as its author wrote it: equal texts write equal rows to one place. */
const identity = (rule: CheckedRule, target: CheckedTarget): string => {
  const text = (span: { start: number; end: number }): string =>
    rule.document.text.slice(span.start, span.end)
  return JSON.stringify([
    target.connection,
    Object.entries(target.constants).sort(([a], [b]) => (a < b ? -1 : 1)),
    target.perRow.map(({ name, expression }) => `${name} ${text(expression.span)}`).sort(),
    target.value && text(target.value.span),
    target.omitNulls,
  ])
}

/** Two targets of a rule that write the same rows to the same place. */
export const duplicateTarget = (workspace: Workspace, rules: readonly CheckedRule[]): readonly never[] => {
  for (const rule of rules) {
    const always = rule.targets.filter((target) => target.when === undefined)
    if (always.length < 2) continue
    const before = new Map<string, CheckedTarget>()
    for (const target of always) {
      const id = identity(rule, target)
      const first = before.get(id)
      if (first === undefined) before.set(id, target)
      else
        workspace.collector.add('duplicate-target', rule.document, target.span, {
          message: `every row goes to \`${target.connection}\` twice`,
          related: [{ message: 'the first is here', document: rule.document, span: first.span }],
        })
    }
  }
  return []
}
