import type { Span } from '../../../diagnostic/span.ts'
import { Refusal } from '../refusal.ts'
import { keywords, type Token } from './token.ts'

const DEPTH_MAX = 100

/** Walks the tokens of one statement. */
export class Cursor {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token
  }

  take(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  /** Where the token before this one ends. */
  get behind(): number {
    return this.tokens[this.at - 1]?.span.end ?? 0
  }

  spanFrom(start: number): Span {
    return { start, end: this.behind }
  }

  isSymbol(value: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.value === value
  }

  isWord(value: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.value.toLowerCase() === value
  }

  /** A word that EMQX does not reserve. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && !keywords.has(token.value.toLowerCase())
  }

  takeSymbol(value: string): boolean {
    if (!this.isSymbol(value)) return false
    this.at++
    return true
  }

  takeWord(value: string): boolean {
    if (!this.isWord(value)) return false
    this.at++
    return true
  }

  needSymbol(value: string): void {
    if (!this.takeSymbol(value)) throw this.unexpected(`\`${value}\``)
  }

  needWord(value: string): void {
    if (!this.takeWord(value)) throw this.unexpected(value.toUpperCase())
  }

  /** Reads something that may contain itself, to a depth. */
  nested<T>(read: () => T): T {
    if (++this.depth > DEPTH_MAX) throw new Refusal('emqx-syntax', this.peek().span, 'nested too deeply')
    const result = read()
    this.depth--
    return result
  }

  unexpected(wanted: string): Refusal {
    const token = this.peek()
    const found = token.kind === 'end' ? 'the end of the statement' : `\`${token.value}\``
    return new Refusal('emqx-syntax', token.span, `expected ${wanted}, found ${found}`)
  }
}
