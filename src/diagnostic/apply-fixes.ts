import type { Diagnostic, Fix } from './diagnostic.ts'
import type { SourceDocument } from './document.ts'

type Edit = Fix['edits'][number]

/** A document with the fixes that were applied to it. */
export interface FixedDocument {
  readonly document: SourceDocument
  readonly text: string
  readonly applied: readonly Diagnostic[]
}

/** Two insertions at one place have no order, so they clash as overlapping edits do. */
const clashes = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end)

const applied = (text: string, edits: readonly Edit[]): string => {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start)
  let done = 0
  let result = ''
  for (const { span, text: replacement } of sorted) {
    result += text.slice(done, span.start) + replacement
    done = span.end
  }
  return result + text.slice(done)
}

/**
 * Applies the certain fixes, those of one document together. A fix is taken whole or not at all, and never where it
 * touches one that was taken before it; what is left over is for the next check to find again.
 */
export const applyFixes = (diagnostics: readonly Diagnostic[]): readonly FixedDocument[] => {
  const byDocument = new Map<SourceDocument, { edits: Edit[]; found: Diagnostic[] }>()
  for (const diagnostic of diagnostics) {
    const { fix, document } = diagnostic
    if (fix === undefined || fix.isGuess === true) continue
    const own = byDocument.get(document) ?? { edits: [], found: [] }
    byDocument.set(document, own)
    if (fix.edits.some((edit) => own.edits.some((other) => clashes(edit, other)))) continue
    own.edits.push(...fix.edits)
    own.found.push(diagnostic)
  }
  return [...byDocument].map(([document, { edits, found }]) => ({
    document,
    text: applied(document.text, edits),
    applied: found,
  }))
}
