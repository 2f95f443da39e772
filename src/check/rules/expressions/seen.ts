import type { Finding } from '../../../diagnostic/collector.ts'
import type { Slug } from '../../../diagnostic/codes.ts'
import type { Span } from '../../../diagnostic/span.ts'
import type { Checked } from '../../checked/expression.ts'
import type { CheckedRule } from '../../checked/project.ts'
import { factKey } from '../../expression/facts.ts'
import type { Workspace } from '../../statement/workspace.ts'

/** Where an expression is looked at: its source, and the way to say something of it. */
export class Seen {
  private readonly workspace: Workspace
  private readonly rule: CheckedRule
  /** Expressions within TRY, which says what comes of their failures. */
  readonly guarded = new Set<Checked>()

  constructor(workspace: Workspace, rule: CheckedRule) {
    this.workspace = workspace
    this.rule = rule
  }

  /** The source of a span, as it stands there. */
  source(span: Span): string {
    return this.rule.document.text.slice(span.start, span.end)
  }

  /** The source of a span in one line, for messages. */
  text({ span }: { readonly span: Span }): string {
    return this.source(span).replace(/\s+/g, ' ')
  }

  report(slug: Slug, { span }: { readonly span: Span }, finding: Finding): void {
    this.workspace.collector.add(slug, this.rule.document, span, finding)
  }

  /** The finding's second place. */
  related(message: string, { span }: { readonly span: Span }): NonNullable<Finding['related']> {
    return [{ message, document: this.rule.document, span }]
  }
}

/** A rule over one expression. */
export type ExpressionRule = (e: Checked, seen: Seen) => void

/** Names what is read, through conversions that change no value. */
export const readKey = (e: Checked): string | undefined =>
  e.kind === 'convert' && (e.mode === 'check' || e.mode === 'any') ? readKey(e.operand) : factKey(e)
