import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Span } from '../diagnostic/span.ts'
import { hiddenIn, NAMED_MAX, reportCharacter, reportEscapes } from './messages/lexing.ts'

/**
 * Comments, texts and quoted names; what begins one and has no end; quotes of typesetters; and runs of characters
 * that are no part of the language. Where a name ends with an e, no e'…' begins.
 */
const pieces =
  /--[^\n]*|\/\*[^]*?\*\/|(?<!\w)[eE]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'|'[^']*(?:''[^']*)*'|"[^"\\\n]*(?:(?:\\.|"")[^"\\\n]*)*"|`[^`\n]*`|\/\*|['"`]|[\u2018-\u201f][^\u2018-\u201f'\n]*[\u2018-\u201f]|[^\s\w.,;:()[\]{}=<>+\-*/%~!|&'"`\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u2C00-\uD7FF\uF900-\uFDCF\u2018-\u201f]+|[\u2018-\u201f\uFEFF]/g

/** Most texts and comments without end that are told apart in one file. */
const UNTERMINATED_MAX = 20

/** Text over several lines that holds a statement has swallowed it. */
const swallowed = /;\s*\n\s*(RULE|STREAM|TABLE|SINK|SET|TEST)\b/i
const isText = /^[eE]?'./s

export interface Scanned {
  /** The text with something harmless of the same length in place of what cannot be read. */
  readonly text: string
  /** Where something cannot be read, in order. */
  readonly gaps: readonly number[]
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
    if (piece[0] === '/*') return -1
    if (culprit < 0 && isText.test(piece[0]) && piece[0].includes('\n')) culprit = piece.index
  }
  return -1
}

/** `'it\'s'`: the quote that was to be part of the text ended it, and the last one begins another. */
const isEscape = (text: string, start: number, quote: string): boolean =>
  quote === "'" && text.slice(text.lastIndexOf('\n', start) + 1, start).includes("\\'")

const filler = (length: number): string => (length < 2 ? ' '.repeat(length) : `'${'_'.repeat(length - 2)}'`)

class Scan {
  private readonly document: SourceDocument
  private readonly collector: Collector
  private readonly parts: string[] = []
  private readonly gaps: number[] = []
  private copied = 0
  private culprit: number
  private unterminatedCount = 0
  private namedCount = 0

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
      if (this.unterminatedCount >= UNTERMINATED_MAX) break
    }
    this.parts.push(text.slice(this.copied))
    return { text: this.parts.join(''), gaps: this.gaps }
  }

  /** Looks at one piece; gives the offset behind it. */
  private piece(piece: string, start: number): number {
    const end = start + piece.length
    if (piece === '/*') return this.comment(start)
    if (piece === '"' || piece === '`') return this.open(start, piece)
    const isOpen = piece === "'" || (isText.test(piece) && (start === this.culprit || swallowed.test(piece)))
    if (isOpen) {
      const behind = this.open(piece.startsWith("'") ? start : start + 1, "'")
      this.culprit = openText(this.document.text, behind)
      return behind
    }
    if (/^[eE]'/.test(piece)) reportEscapes(piece, start, this.document, this.collector)
    if (/^(?:--|\/\*|[eE]?'|"|`)/.test(piece)) return this.hidden(piece, start)
    return /^[\u2018-\u201f]./.test(piece) ? this.typeset(start, end) : this.unreadable(start, end)
  }

  private open(start: number, quote: string): number {
    const end = endOfLine(this.document.text, start)
    this.unterminatedCount++
    this.collector.add(
      'unterminated-text',
      this.document,
      { start, end },
      {
        message: `what begins with ${quote} here has no end`,
        ...(isEscape(this.document.text, start, quote)
          ? { help: "a quote inside of text is doubled: 'it''s'; with backslashes write e'…'" }
          : {}),
      },
    )
    this.gap({ start, end }, filler(end - start))
    return end
  }

  private comment(start: number): number {
    const end = this.document.text.length
    this.collector.add(
      'unterminated-comment',
      this.document,
      { start, end: start + this.document.text.slice(start).trimEnd().length },
      { message: 'the comment that begins here has no end' },
    )
    this.gap({ start, end }, ' '.repeat(end - start))
    return end
  }

  /** Hidden characters within a text, name or comment; what holds one cannot be believed. */
  private hidden(piece: string, start: number): number {
    for (const index of hiddenIn(piece)) {
      this.name(start + index)
      this.gaps.push(start + index)
    }
    return start + piece.length
  }

  private unreadable(start: number, end: number): number {
    // A mark of byte order at the very start is what some editors write.
    if (start === 0 && this.document.text.startsWith('\uFEFF')) {
      this.mask({ start, end: 1 }, ' ')
      return 1
    }
    this.name(start)
    this.gap({ start, end }, ' '.repeat(end - start))
    return end
  }

  private name(offset: number): void {
    if (++this.namedCount <= NAMED_MAX) reportCharacter(offset, this.document, this.collector)
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

  private gap(span: Span, text: string): void {
    this.gaps.push(span.start)
    this.mask(span, text)
  }

  private mask({ start, end }: Span, text: string): void {
    this.parts.push(this.document.text.slice(this.copied, start), text)
    this.copied = end
  }
}

/** Finds what cannot be read, so that it cannot swallow the statements behind it. */
export const scan = (document: SourceDocument, collector: Collector): Scanned =>
  new Scan(document, collector).run()
