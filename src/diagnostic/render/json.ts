import type { Diagnostic } from '../diagnostic.ts'
import type { Position, SourceDocument } from '../document.ts'
import type { Span } from '../span.ts'

interface Range {
  readonly file: string
  readonly start: Position
  readonly end: Position
}

const range = (document: SourceDocument, span: Span): Range => ({
  file: document.name,
  start: document.position(span.start),
  end: document.position(span.end),
})

const edits = (d: Diagnostic): object =>
  d.fix === undefined
    ? {}
    : {
        fix: {
          title: d.fix.title,
          certain: d.fix.isGuess !== true,
          edits: d.fix.edits.map((edit) => ({ ...range(d.document, edit.span), text: edit.text })),
        },
      }

const finding = (d: Diagnostic): object => ({
  slug: d.slug,
  severity: d.severity,
  message: d.message,
  reason: d.reason,
  ...range(d.document, d.span),
  ...(d.help === undefined ? {} : { help: d.help }),
  ...edits(d),
  ...(d.related === undefined
    ? {}
    : { related: d.related.map((r) => ({ message: r.message, ...range(r.document, r.span) })) }),
})

/** All findings as one JSON document, counted from 1, columns in UTF-16 units. */
export const renderJson = (diagnostics: readonly Diagnostic[]): string =>
  JSON.stringify({ version: 1, diagnostics: diagnostics.map(finding) }, undefined, 2)
