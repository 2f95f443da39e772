import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedRule, CheckedStream } from '../checked/project.ts'
import { visit } from '../expression/visit.ts'
import type { Workspace } from '../statement/workspace.ts'
import { expressionsOf } from './rule-expressions.ts'

const ALWAYS = ['topic', 'timestamp']

/** What an expression reads of the record that its connection may or may not set. `*` names nothing. */
const readOf = (e: Checked, isTyped: boolean, document: SourceDocument): string | undefined => {
  if (e.kind === 'call') return e.entry.attribute
  // Beside declared columns these have no names.
  if (e.kind !== 'context' || isTyped || document.text[e.span.start] === '*') return undefined
  return ALWAYS.includes(e.name) ? undefined : e.name
}

/** Tells once of each place where the connection of a stream never sets what is read there. */
class NeverSet {
  private readonly workspace: Workspace
  private readonly told = new Set<string>()

  constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  look(stream: CheckedStream, document: SourceDocument, expressions: readonly Checked[]): void {
    const known = stream.connector?.source?.attributes
    if (known === undefined) return
    for (const expression of expressions)
      visit(expression, (e) => {
        const name = readOf(e, stream.columns.length > 0, document)
        if (name === undefined || known.includes(name)) return
        const place = `${document.name}:${String(e.span.start)}`
        if (this.told.has(place)) return
        this.told.add(place)
        const called = e.kind === 'call' ? ` what \`${e.entry.name}\` reads` : ` \`${name}\``
        this.workspace.collector.add('never-set-column', document, e.span, {
          message: `\`${stream.connection}\` never sets${called}`,
        })
      })
  }
}

/** Columns and message functions of a stream whose connection never sets them. */
export const neverSetColumn = (workspace: Workspace, rules: readonly CheckedRule[]): readonly never[] => {
  const finder = new NeverSet(workspace)
  const streams = new Set<CheckedStream>()
  for (const rule of rules) {
    if (rule.from.kind !== 'stream') continue
    streams.add(rule.from.stream)
    finder.look(rule.from.stream, rule.document, expressionsOf(rule))
  }
  for (const stream of streams) {
    const reads = stream.columns.map((column) => column.read)
    finder.look(stream, stream.document, reads)
  }
  return []
}
