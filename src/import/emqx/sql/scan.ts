import { Refusal } from '../refusal.ts'
import type { Token, TokenKind } from './token.ts'

/** Quotes at both ends are stripped as often as they stand there; doubled ones inside stay doubled. */
const unquoted = (text: string, quote: string): string => {
  let start = 0
  let end = text.length
  while (start < end && text[start] === quote) start++
  while (end > start && text[end - 1] === quote) end--
  return text.slice(start, end)
}

const patterns: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /(?:[\s\uFEFF]|--[^\n]*(?:\n|$))+/y],
  ['text', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['number', /\d+(?:\.\d+(?:[eE][+-]?\d+)?)?/y],
  ['word', /[A-Za-z_][A-Za-z0-9_$@~]*/y],
  ['symbol', /<>|!=|<=|>=|=~|\.\.|[-+*/()[\],.=<>]/y],
]

const next = (text: string, at: number): { kind: TokenKind | 'space'; end: number } | undefined => {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return { kind, end: pattern.lastIndex }
  }
  return undefined
}

const wrong = (text: string, at: number): Refusal => {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const isOpen = character === "'" || character === '"'
  const span = { start: at, end: isOpen ? text.length : at + character.length }
  if (isOpen) return new Refusal('emqx-syntax', span, 'this quote is never closed')
  const help =
    character === ';'
      ? 'a rule of EMQX is one statement without a semicolon'
      : character === '`'
        ? 'EMQX writes names in double quotes'
        : undefined
  return new Refusal('emqx-syntax', span, `EMQX's SQL has no \`${character}\``, help)
}

/** Cuts the SQL of a rule into tokens; the last one is its end. */
export const scan = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = next(text, at)
    if (found === undefined) {
      // A semicolon at the very end is what a copy from a console leaves behind.
      if (/^;\s*$/.test(text.slice(at))) break
      throw wrong(text, at)
    }
    const span = { start: at, end: found.end }
    const raw = text.slice(at, found.end)
    at = found.end
    if (found.kind === 'space') continue
    const isQuoted = found.kind === 'text' || found.kind === 'quoted'
    tokens.push({ kind: found.kind, value: isQuoted ? unquoted(raw, raw.charAt(0)) : raw, span })
  }
  return [...tokens, { kind: 'end', value: '', span: { start: text.length, end: text.length } }]
}
