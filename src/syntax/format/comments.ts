import type { IToken } from 'chevrotain'
import { tokenSpan } from '../build/tree.ts'
import { freshLine, hardLine, suffix, type Layout } from './layout.ts'

/** What stands around a token: comments before it, mostly on lines of their own, and such on its line behind it. */
interface Around {
  readonly before: Layout[]
  readonly behind: Layout[]
}

/** A comment as it is written, without blanks at the ends of its lines. */
const trimmed = ({ image }: IToken): string => image.replace(/[ \t\r]+$/gm, '')

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0

/** The lines of a doc comment below its first one, set under its text or, where each has a star, under the stars. */
const docLines = (lines: readonly string[]): readonly string[] => {
  const written = lines.filter((line) => line !== '')
  if (written.every((line) => line.trimStart().startsWith('*')))
    return lines.map((line) => ` ${line.trimStart()}`)
  const least = Math.min(...written.map((line) => (line.trim() === '*/' ? Infinity : indentOf(line))))
  return lines.map((line) => {
    if (line === '') return ''
    return line.trim() === '*/' ? ' */' : `    ${line.slice(least)}`
  })
}

/** A comment as it is laid out: doc comments move with what they belong to, pictures in others stay whole. */
const layoutOf = (comment: IToken): Layout => {
  const text = trimmed(comment)
  const [first = '', ...rest] = text.split('\n')
  if (!text.startsWith('/**') || rest.length === 0) return text
  return [first, docLines(rest).map((line) => [hardLine, line])]
}

/** Doc comments and comments of several lines stand on lines of their own. */
const isInline = ({ image }: IToken): boolean =>
  !image.startsWith('--') && !image.startsWith('/**') && !image.includes('\n')

/** Gives every comment to a token, so that printing all tokens prints all comments. */
export class Comments {
  /** Comments behind the last token, each with a line break before it. */
  readonly last: Layout[] = []
  private readonly text: string
  private readonly around = new Map<IToken, Around>()

  constructor(text: string, tokens: readonly IToken[], comments: readonly IToken[]) {
    this.text = text
    let k = 0
    for (const comment of comments) {
      while (k < tokens.length && (tokens[k]?.startOffset ?? 0) < comment.startOffset) k++
      this.attach(comment, tokens[k - 1], tokens[k])
    }
  }

  /** A token's text with the comments around it. */
  print(token: IToken, text: string): Layout {
    const around = this.around.get(token)
    return around === undefined ? text : [...around.before, text, ...around.behind]
  }

  /** Takes the comments before a token, which are then not printed with it. */
  takeBefore(token: IToken): readonly Layout[] {
    return this.around.get(token)?.before.splice(0) ?? []
  }

  private of(token: IToken): Around {
    const known = this.around.get(token)
    if (known !== undefined) return known
    const around: Around = { before: [], behind: [] }
    this.around.set(token, around)
    return around
  }

  private attach(comment: IToken, previous: IToken | undefined, next: IToken | undefined): void {
    const { start, end } = tokenSpan(comment)
    const isBehind = previous !== undefined && !this.text.slice(tokenSpan(previous).end, start).includes('\n')
    const isBefore = next !== undefined && !this.text.slice(end, next.startOffset).includes('\n')
    if (isInline(comment) && isBefore && !/^[,;)\]}.]$/.test(next.image))
      this.of(next).before.push(`${trimmed(comment)} `)
    else if (isBehind && isInline(comment)) this.of(previous).behind.push(` ${trimmed(comment)}`)
    else if (isBehind && comment.image.startsWith('--'))
      this.of(previous).behind.push(suffix(trimmed(comment)))
    else if (next === undefined) this.last.push(this.blankBefore(start), layoutOf(comment))
    else this.of(next).before.push(freshLine, layoutOf(comment), hardLine, this.blankBehind(end))
  }

  /** One blank line is kept where there was one. */
  private blankBehind(end: number): Layout {
    return /^[^\S\n]*\n[^\S\n]*\n/.test(this.text.slice(end, end + 200)) ? hardLine : ''
  }

  private blankBefore(start: number): Layout {
    const isBlank = /\n[^\S\n]*\n[^\S\n]*$/.test(this.text.slice(Math.max(0, start - 200), start))
    return isBlank ? [hardLine, hardLine] : hardLine
  }
}
