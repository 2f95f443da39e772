import { codes, type Slug } from '../codes.ts'
import type { Diagnostic, Severity } from '../diagnostic.ts'
import type { SourceDocument } from '../document.ts'
import type { Span } from '../span.ts'

const level: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
}

const region = (document: SourceDocument, span: Span): object => {
  const start = document.position(span.start)
  const end = document.position(span.end)
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** Path segments are escaped as a URI wants it. */
const uri = (name: string): string => name.split('/').map(encodeURIComponent).join('/')

const place = (document: SourceDocument, span: Span): object => ({
  physicalLocation: { artifactLocation: { uri: uri(document.name) }, region: region(document, span) },
})

const fixes = (d: Diagnostic): object => {
  if (d.fix === undefined) return {}
  const replacements = d.fix.edits.map((edit) => ({
    deletedRegion: region(d.document, edit.span),
    insertedContent: { text: edit.text },
  }))
  const change = { artifactLocation: { uri: uri(d.document.name) }, replacements }
  return { fixes: [{ description: { text: d.fix.title }, artifactChanges: [change] }] }
}

const result = (d: Diagnostic, ruleIndex: number): object => ({
  ruleId: d.slug,
  ruleIndex,
  level: level[d.severity],
  message: { text: d.help === undefined ? d.message : `${d.message} (${d.help})` },
  locations: [place(d.document, d.span)],
  ...(d.related === undefined
    ? {}
    : {
        relatedLocations: d.related.map((r) => ({
          message: { text: r.message },
          ...place(r.document, r.span),
        })),
      }),
  ...fixes(d),
})

const rule = (slug: Slug, help: (slug: Slug) => string): object => ({
  id: slug,
  shortDescription: { text: codes[slug].title },
  fullDescription: { text: codes[slug].reason },
  help: { text: `sluice explain ${slug}`, markdown: help(slug) },
  defaultConfiguration: { level: level[codes[slug].severity] },
})

/** A SARIF 2.1.0 log, which code hosts show beside the lines of a change, each slug with its page. */
export const renderSarif = (
  diagnostics: readonly Diagnostic[],
  version: string,
  help: (slug: Slug) => string,
): string => {
  const slugs = [...new Set(diagnostics.map((d) => d.slug))]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sluice', version, rules: slugs.map((slug) => rule(slug, help)) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((d) => result(d, slugs.indexOf(d.slug))),
      },
    ],
  }
  return JSON.stringify(log, undefined, 2)
}
