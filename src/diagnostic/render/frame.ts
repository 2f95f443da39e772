import { textWidth } from '../../base/text-width.ts'
import type { SourceDocument } from '../document.ts'
import type { Span } from '../span.ts'

/** A part of a line with a sign below it, and words behind the signs. Offsets count from the line's start. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly sign: '^' | '-' | '+'
  readonly label: string
  paint(text: string): string
}

/** A line of a source with the marks below it. */
export interface FrameLine {
  readonly number: number
  readonly text: string
  readonly marks: readonly Mark[]
}

const LINE_LENGTH_MAX = 160
const CONTEXT = 60
const TAB = '    '

/** Control characters would move the cursor and marks of direction the text; each is shown as a replacement character. */
const visible = (text: string): string =>
  text
    .replaceAll('\t', TAB)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')

/** The part of a long line round its first mark, so that files of one line can be shown. */
const excerpt = ({ text, marks }: FrameLine): { readonly from: number; readonly to: number } => {
  if (text.length <= LINE_LENGTH_MAX) return { from: 0, to: text.length }
  const first = Math.min(...marks.map((mark) => mark.from), text.length)
  const from = Math.max(0, Math.min(first - CONTEXT, text.length - LINE_LENGTH_MAX))
  return { from, to: from + LINE_LENGTH_MAX }
}

const markLine = (line: FrameLine, mark: Mark, window: { from: number; to: number }): string => {
  const from = Math.min(Math.max(mark.from, window.from), window.to)
  const to = Math.max(from, Math.min(mark.to, window.to))
  const lead = (window.from > 0 ? '…' : '') + visible(line.text.slice(window.from, from))
  const width = Math.max(1, textWidth(visible(line.text.slice(from, to))))
  const label = mark.label === '' ? '' : ` ${mark.label}`
  return `${' '.repeat(textWidth(lead))}${mark.paint(`${mark.sign.repeat(width)}${label}`)}`
}

/** Lines of a source with their numbers and marks. `faint` paints what is no source. */
export const renderLines = (
  lines: readonly FrameLine[],
  width: number,
  faint: (text: string) => string,
): readonly string[] => {
  const bar = faint(`${' '.repeat(width)} |`)
  return lines.flatMap((line, k) => {
    const window = excerpt(line)
    const text = visible(line.text.slice(window.from, window.to))
    const shown = `${window.from > 0 ? '…' : ''}${text}${window.to < line.text.length ? '…' : ''}`
    const before = lines[k - 1]?.number
    return [
      ...(before !== undefined && line.number > before + 1 ? [faint('…')] : []),
      `${faint(`${String(line.number).padStart(width)} |`)} ${shown}`.trimEnd(),
      ...line.marks.map((mark) => `${bar} ${markLine(line, mark, window)}`),
    ]
  })
}

/** The line on which a span begins, with a mark under the span; one that goes on is marked to the end of its line. */
export const frameLineOf = (
  document: SourceDocument,
  span: Span,
  mark: Pick<Mark, 'sign' | 'label' | 'paint'>,
): FrameLine => {
  const start = document.position(span.start)
  const end = document.position(span.end)
  const text = document.line(start.line)
  const goesOn = end.line !== start.line
  const to = goesOn ? text.length : end.column - 1
  const label = goesOn && mark.label === '' ? `to line ${String(end.line)}` : mark.label
  return { number: start.line, text, marks: [{ ...mark, label, from: start.column - 1, to }] }
}

/** Lines in order, marks of one line together. */
export const mergeLines = (lines: readonly FrameLine[]): readonly FrameLine[] => {
  const byNumber = new Map<number, FrameLine>()
  for (const line of lines) {
    const before = byNumber.get(line.number)
    byNumber.set(line.number, before ? { ...line, marks: [...before.marks, ...line.marks] } : line)
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}
