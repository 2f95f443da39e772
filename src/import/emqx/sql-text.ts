import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'

/** Text out of a document, of which every place can be found again: the SQL of a rule, or a template. */
export interface SqlText {
  readonly document: SourceDocument
  readonly text: string
  /** A place of the text as a place of the document. */
  place(span: Span): Span
}

/** A document that is nothing but SQL. */
export const wholeText = (document: SourceDocument): SqlText => ({
  document,
  text: document.text,
  place: (span) => span,
})
