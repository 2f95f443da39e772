import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'

/** Comments, texts and quoted names; then what begins one and has no end; then quotes of typesetters. */
const pieces =
  /--[^\n]*|\/\*[^]*?\*\/|(?<!\w)[eE]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'|'[^']*(?:''[^']*)*'|"[^"\\\n]*(?:(?:\\.|"")[^"\\\n]*)*"|`[^`\n]*`|\/\*|['"`]|[\u2018-\u201f][^\u2018-\u201f'\n]*[\u2018-\u201f]/g

const UNTERMINATED_MAX = 20

/** Text over several lines that holds a statement has swallowed it. */
const swallowed = /;\s*\n\s*(RULE|STREAM|TABLE|SINK|SET|TEST)\b/i

export interface Scanned {
  /** The text with harmless text of the same length in place of what has no end. */
  readonly text: string
  /** Where something without an end begins, in order. */
  readonly unterminated: readonly number[]
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** Where the text begins that has no end, if the number of single quotes is odd; -1 if it is even. */
const openText = (text: string, from: number): number => {
  let culprit = -1
  pieces.lastIndex = from
  for (let piece = pieces.exec(text); piece !== null; piece = pieces.exec(text)) {
    if (piece[0] === "'") return culprit < 0 ? piece.index : culprit
    const isLong = culprit < 0 && /^[eE]?'/.test(piece[0]) && piece[0].includes('\n')
    if (isLong) culprit = piece.index
  }
  return -1
}

const filler = (length: number): string => (length < 2 ? ' '.repeat(length) : `'${'_'.repeat(length - 2)}'`)

class Scan {
  private readonly document: SourceDocument
  private readonly collector: Collector
  private readonly parts: string[] = []
  private copied = 0
  private culprit: number
  readonly unterminated: number[] = []

  constructor(document: SourceDocument, collector: Collector) {
    this.document = document
    this.collector = collector
    this.culprit = openText(document.text, 0)
  }

  run(): Scanned {
    const { text } = this.document
    pieces.lastIndex = 0
    for (let piece = pieces.exec(text); piece !== null; piece = pieces.exec(text)) {
      const end = this.piece(piece[0], piece.index)
      pieces.lastIndex = Math.max(end, piece.index + 1)
      if (this.unterminated.length >= UNTERMINATED_MAX) break
    }
    this.parts.push(text.slice(this.copied))
    return { text: this.parts.join(''), unterminated: this.unterminated }
  }

  /** Looks at one piece; gives the offset behind it. */
  private piece(piece: string, start: number): number {
    const { text } = this.document
    const end = start + piece.length
    if (piece === '/*') return this.comment(start)
    if (piece === '"' || piece === '`') return this.open(start, piece)
    if (/^[\u2018-\u201f]/.test(piece)) return this.typeset(start, end)
    const isText = /^[eE]?'/.test(piece)
    if (!isText) return end
    const isSuspect = piece === "'" || start === this.culprit || swallowed.test(piece)
    if (!isSuspect) return end
    const behind = this.open(piece.startsWith("'") ? start : start + 1, "'")
    this.culprit = openText(text, behind)
    return behind
  }

  private open(start: number, quote: string): number {
    const end = endOfLine(this.document.text, start)
    this.unterminated.push(start)
    this.collector.add(
      'unterminated-text',
      this.document,
      { start, end },
      {
        message: `what begins with ${quote} here has no end`,
      },
    )
    this.mask({ start, end }, filler(end - start))
    return end
  }

  private comment(start: number): number {
    const end = this.document.text.length
    this.unterminated.push(start)
    this.collector.add(
      'unterminated-comment',
      this.document,
      { start, end: start + 2 },
      {
        message: 'the comment that begins here has no end',
      },
    )
    this.mask({ start, end }, ' '.repeat(end - start))
    return end
  }

  /** Quotes of typesetters are taken for what they stand for, so that reading goes on. */
  private typeset(start: number, end: number): number {
    const text = `'${this.document.text.slice(start + 1, end - 1)}'`
    const span = { start, end }
    this.collector.add('unexpected-character', this.document, span, {
      message: 'these are quotation marks of a text processor',
      help: `write ${text}`,
      fix: { title: 'write single quotes', edits: [{ span, text }] },
    })
    this.mask(span, text)
    return end
  }

  private mask({ start, end }: Span, text: string): void {
    this.parts.push(this.document.text.slice(this.copied, start), text)
    this.copied = end
  }
}

/** Finds what has no end, so that it cannot swallow the statements behind it. */
export const scan = (document: SourceDocument, collector: Collector): Scanned =>
  new Scan(document, collector).run()
