import type { Slug } from './codes.ts'
import type { SourceDocument } from './document.ts'
import type { Span } from './span.ts'

export type Severity = 'error' | 'warning' | 'note'

/**
 * An edit: replacing each span by its text cures the finding and changes nothing else. One that is only likely to be
 * what its author meant (a close name) is a guess: it is offered, and `check --fix` leaves it alone.
 */
export interface Fix {
  readonly title: string
  readonly isGuess?: boolean
  readonly edits: readonly { readonly span: Span; readonly text: string }[]
}

/** A second place that belongs to the finding. */
export interface Related {
  readonly message: string
  readonly document: SourceDocument
  readonly span: Span
}

/**
 * One finding for a person. `message` says what is wrong here, `reason` why it matters and how to
 * cure it, in whole sentences. `help` is a concrete suggestion ("did you mean `device`?").
 */
export interface Diagnostic {
  readonly slug: Slug
  readonly severity: Severity
  readonly message: string
  readonly reason: string
  readonly document: SourceDocument
  readonly span: Span
  readonly help?: string
  readonly fix?: Fix
  readonly related?: readonly Related[]
}
