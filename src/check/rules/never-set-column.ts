import type { CheckedRule } from '../checked/project.ts'
import { visit } from '../expression/visit.ts'
import type { Workspace } from '../statement/workspace.ts'
import { expressionsOf } from './rule-expressions.ts'

const ALWAYS = ['topic', 'timestamp']

/** Columns of a topic that its connection never sets. `*` names none of them, so it is left in peace. */
export const neverSetColumn = (workspace: Workspace, rules: readonly CheckedRule[]): readonly never[] => {
  for (const rule of rules) {
    const source = rule.from.kind === 'stream' ? rule.from.stream.connector?.source : undefined
    if (source === undefined || rule.from.kind !== 'stream') continue
    // Beside declared columns these have no names.
    if (rule.from.stream.columns.length > 0) continue
    const { connection } = rule.from.stream
    const known = [...ALWAYS, ...source.attributes]
    for (const expression of expressionsOf(rule))
      visit(expression, (e) => {
        if (e.kind !== 'context' || known.includes(e.name)) return
        if (rule.document.text[e.span.start] === '*') return
        workspace.collector.add('never-set-column', rule.document, e.span, {
          message: `\`${connection}\` never sets \`${e.name}\``,
        })
      })
  }
  return []
}
