import { wrapText } from '../../base/wrap-text.ts'
import type { Diagnostic, Severity } from '../diagnostic.ts'
import type { SourceDocument } from '../document.ts'
import type { Span } from '../span.ts'
import { frameLineOf, mergeLines, renderLines, type FrameLine } from './frame.ts'
import type { Palette } from './palette.ts'
import { proposedLine } from './proposal.ts'

export { colourPalette, plainPalette, type Palette } from './palette.ts'

/** Other places of one finding that are shown. */
const RELATED_MAX = 8
const WIDTH = 100

export interface HumanOptions {
  /** Columns of the terminal. */
  readonly width?: number
  /** Leaves the reason out: it was given with an earlier finding of the same slug. */
  readonly brief?: boolean
}

const location = (document: SourceDocument, span: Span): string => {
  const { line, column } = document.position(span.start)
  return `${document.name}:${String(line)}:${String(column)}`
}

const gutterOf = (lines: readonly FrameLine[]): number =>
  Math.max(...lines.map((line) => String(line.number).length))

/** The line of a span with a mark below it. */
export const renderFrame = (
  document: SourceDocument,
  span: Span,
  palette: Palette,
  severity: Severity,
): readonly string[] => {
  const paint = (text: string): string => palette.severity(severity, text)
  const line = frameLineOf(document, span, { sign: '^', label: '', paint })
  const gutter = gutterOf([line])
  return [palette.faint(`${' '.repeat(gutter)} |`), ...renderLines([line], gutter, palette.faint)]
}

/** The places of a finding, those of its own file in one frame. */
const places = (
  d: Diagnostic,
  palette: Palette,
): { readonly lines: readonly string[]; readonly gutter: number } => {
  const related = (d.related ?? []).slice(0, RELATED_MAX)
  const own = mergeLines([
    frameLineOf(d.document, d.span, {
      sign: '^',
      label: '',
      paint: (text) => palette.severity(d.severity, text),
    }),
    ...related
      .filter(({ document }) => document === d.document)
      .map(({ document, span, message }) =>
        frameLineOf(document, span, { sign: '-', label: message, paint: palette.second }),
      ),
  ])
  const others = related
    .filter(({ document }) => document !== d.document)
    .map(({ document, span, message }) => ({
      place: location(document, span),
      line: frameLineOf(document, span, { sign: '-', label: message, paint: palette.second }),
    }))
  const gutter = gutterOf([...own, ...others.map(({ line }) => line)])
  const bar = palette.faint(`${' '.repeat(gutter)} |`)
  const arrow = (sign: string, place: string): string =>
    `${' '.repeat(gutter)}${palette.faint(sign)} ${place}`
  return {
    gutter,
    lines: [
      arrow('-->', location(d.document, d.span)),
      bar,
      ...renderLines(own, gutter, palette.faint),
      ...others.flatMap(({ place, line }) => [
        arrow(':::', place),
        bar,
        ...renderLines([line], gutter, palette.faint),
      ]),
    ],
  }
}

/** One finding: what is wrong, where, why it matters, and how it would be written. */
export const renderHuman = (d: Diagnostic, palette: Palette, options: HumanOptions = {}): string => {
  const { lines, gutter } = places(d, palette)
  const pad = ' '.repeat(gutter)
  const width = Math.max(40, (options.width ?? WIDTH) - gutter - 3)
  const remark = (head: string, text: string): readonly string[] =>
    wrapText(`${head}${text}`, width).map((line, k) =>
      k === 0 && head !== ''
        ? `${pad} ${palette.faint('=')} ${palette.strong(head.trimEnd())} ${line.slice(head.length)}`
        : `${pad} ${palette.faint(k === 0 ? '=' : ' ')} ${line}`,
    )
  const help = d.help ?? d.fix?.title
  const proposed = d.fix && proposedLine(d.document, d.fix, palette.proposed)
  return [
    `${palette.severity(d.severity, `${d.severity}[${d.slug}]`)}${palette.strong(`: ${d.message}`)}`,
    ...lines,
    palette.faint(`${pad} |`),
    ...(options.brief === true ? [] : remark('', d.reason)),
    ...(help === undefined ? [] : remark('help: ', help)),
    ...(proposed === undefined
      ? []
      : [palette.faint(`${pad} |`), ...renderLines([proposed], gutter, palette.faint)]),
  ].join('\n')
}

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`

/** The closing lines: how many files were read, what was found, and what to do about it. */
export const renderSummary = (
  diagnostics: readonly Diagnostic[],
  fileCount: number,
  palette: Palette,
): string => {
  const count = (severity: Severity): number => diagnostics.filter((d) => d.severity === severity).length
  const parts = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    count(severity) === 0 ? [] : [palette.severity(severity, plural(count(severity), severity))],
  )
  const files = `${plural(fileCount, 'file')} checked`
  const [first] = diagnostics
  if (first === undefined) return `${files}: no findings`
  const certain = diagnostics.filter(({ fix }) => fix !== undefined && fix.isGuess !== true).length
  const cure = certain === 0 ? '' : `; \`sluice check --fix\` cures ${plural(certain, 'finding')}`
  return `${files}: ${parts.join(', ')}\n\`sluice explain ${first.slug}\` tells more${cure}`
}
