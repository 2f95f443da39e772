import type { Diagnostic, Severity } from '../diagnostic.ts'
import type { SourceDocument } from '../document.ts'
import type { Span } from '../span.ts'

/** How the pieces of a message are coloured; the plain one leaves text as it is. */
export interface Palette {
  severity(severity: Severity, text: string): string
  strong(text: string): string
  faint(text: string): string
}

const ESCAPE = '\u001b['
const wrap = (code: string, text: string): string => `${ESCAPE}${code}m${text}${ESCAPE}0m`
const severityColour: Record<Severity, string> = { error: '31;1', warning: '33;1', note: '36;1' }

export const plainPalette: Palette = {
  severity: (_, text) => text,
  strong: (text) => text,
  faint: (text) => text,
}

export const colourPalette: Palette = {
  severity: (severity, text) => wrap(severityColour[severity], text),
  strong: (text) => wrap('1', text),
  faint: (text) => wrap('2', text),
}

const LINE_WIDTH_MAX = 160
const TAB = '  '

/** The part of a long line round a column, so that one-line files can be shown. */
const excerpt = (line: string, column: number): { text: string; shift: number } => {
  if (line.length <= LINE_WIDTH_MAX) return { text: line, shift: 0 }
  const from = Math.max(0, column - 1 - LINE_WIDTH_MAX / 2)
  return { text: line.slice(from, from + LINE_WIDTH_MAX), shift: from }
}

/** Control characters would move the cursor; they are shown as a replacement character. */
const visible = (text: string): string =>
  text.replaceAll('\t', TAB).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

/** The line of a span with a mark below it. */
export const renderFrame = (
  document: SourceDocument,
  span: Span,
  palette: Palette,
  severity: Severity,
): string[] => {
  const start = document.position(span.start)
  const end = document.position(span.end)
  const { text, shift } = excerpt(document.line(start.line), start.column)
  const from = Math.min(start.column - 1 - shift, text.length)
  const last = end.line === start.line ? end.column - 1 - shift : text.length
  const before = visible(text.slice(0, from))
  const marked = visible(text.slice(from, Math.max(from, last)))
  const gutter = String(start.line)
  const pad = ' '.repeat(gutter.length)
  const mark = '^'.repeat(Math.max(1, marked.length))
  return [
    palette.faint(`${pad} |`),
    `${palette.faint(`${gutter} |`)} ${visible(text)}`,
    `${palette.faint(`${pad} |`)} ${' '.repeat(before.length)}${palette.severity(severity, mark)}`,
  ]
}

const location = (document: SourceDocument, span: Span): string => {
  const { line, column } = document.position(span.start)
  return `${document.name}:${String(line)}:${String(column)}`
}

/** One finding with its place in the source, the reason, and what would help. */
export const renderHuman = (d: Diagnostic, palette: Palette): string => {
  const head = `${palette.severity(d.severity, `${d.severity}[${d.slug}]`)} ${palette.strong(d.message)}`
  const lines = [head, `  ${palette.faint('at')} ${location(d.document, d.span)}`]
  lines.push(...renderFrame(d.document, d.span, palette, d.severity))
  lines.push(`  ${d.reason}`)
  if (d.help !== undefined) lines.push(`  ${palette.strong('help:')} ${d.help}`)
  if (d.fix !== undefined) lines.push(`  ${palette.strong('fix:')} ${d.fix.title}`)
  for (const related of d.related ?? [])
    lines.push(`  ${palette.faint(`${location(related.document, related.span)}:`)} ${related.message}`)
  return lines.join('\n')
}

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`

/** The closing line: how many files were read and what was found. */
export const renderSummary = (
  diagnostics: readonly Diagnostic[],
  fileCount: number,
  palette: Palette,
): string => {
  const count = (severity: Severity): number => diagnostics.filter((d) => d.severity === severity).length
  const parts = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    count(severity) === 0 ? [] : [palette.severity(severity, plural(count(severity), severity))],
  )
  return `${plural(fileCount, 'file')} checked: ${parts.length === 0 ? 'no findings' : parts.join(', ')}`
}
