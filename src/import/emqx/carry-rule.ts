import type { Collector } from '../../diagnostic/collector.ts'
import { ruleText } from './carried-rule.ts'
import { checkedText, type Vocabulary } from './checked-text.ts'
import { PlacedRefusal, Refusal } from './refusal.ts'
import { rewriteQuery, type ImportMode, type RewrittenQuery, type Warning } from './rewrite/rule.ts'
import { readStatement } from './sql/read-statement.ts'
import type { SqlText } from './sql-text.ts'

/** Characters of the rewritten rule that a finding shows. */
const SHOWN_MAX = 60

/** A rule to carry over: its SQL, and what makes its targets once the outputs are known. */
export interface RuleSource {
  readonly name: string
  readonly prose: string
  readonly sql: SqlText
  targets(query: RewrittenQuery): CarriedTargets
}

/** Where the rows of a rule go. */
export interface CarriedTargets {
  readonly targets: readonly string[]
  /** Rules that read this one, where a target wants other columns. */
  readonly rules: readonly string[]
  /** Their spans are places of the document. */
  readonly warnings: readonly Warning[]
}

const report = (collector: Collector, sql: SqlText, error: Refusal): undefined => {
  const span = error instanceof PlacedRefusal ? error.span : sql.place(error.span)
  collector.add(error.slug, sql.document, span, {
    message: error.message,
    ...(error.help === undefined ? {} : { help: error.help }),
  })
  return undefined
}

/** The rule as text, or undefined with findings that say why not. */
export const carryRule = (
  source: RuleSource,
  vocabulary: Vocabulary,
  collector: Collector,
  mode: ImportMode,
): string | undefined => {
  const { sql } = source
  try {
    const query = rewriteQuery(readStatement(sql.text), sql.text, mode)
    const { targets, rules, warnings } = source.targets(query)
    const { name, prose } = source
    const own = ruleText({ name, prose, query: query.text, notes: query.notes, targets })
    const checked = checkedText([own, ...rules].join('\n'), vocabulary)
    if ('finding' in checked) {
      const { finding } = checked
      const whole = finding.document.text.slice(finding.span.start, finding.span.end)
      const shown = whole.length > SHOWN_MAX ? `${whole.slice(0, SHOWN_MAX)}…` : whole
      collector.add('emqx-not-carried', sql.document, sql.place({ start: 0, end: sql.text.length }), {
        message: `rewritten, \`${shown}\` would not run: ${finding.message}`,
        ...(finding.help === undefined ? {} : { help: finding.help }),
      })
      return undefined
    }
    for (const { slug, span, message, help } of query.warnings)
      collector.add(slug, sql.document, sql.place(span), { message, ...(help === undefined ? {} : { help }) })
    for (const { slug, span, message, help } of warnings)
      collector.add(slug, sql.document, span, { message, ...(help === undefined ? {} : { help }) })
    return checked.text
  } catch (error) {
    if (error instanceof Refusal) return report(collector, sql, error)
    throw error
  }
}
