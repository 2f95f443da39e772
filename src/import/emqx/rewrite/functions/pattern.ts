import { RE2JS } from 're2js'
import { BOOLEAN, LIST, TEXT } from '../kinds.ts'
import { call, canBeNull, piece, text, type Piece } from '../piece.ts'
import { builder, type Arguments, type Builder } from './argument.ts'
import { pcreDifference, withLineEnd } from './pcre.ts'

type Use = 'match' | 'replace' | 'extract'

interface Constant {
  readonly piece: Piece
  readonly groups: number
}

/** A constant pattern that RE2 reads too: look-around and back-references have no linear time. */
const pattern = (a: Arguments, k: number, use: Use): Constant => {
  const source = a.constantText(k, 'the pattern')
  const difference = pcreDifference(source, use)
  if (difference !== undefined) warn(a, k, difference)
  const own = use === 'match' && !/\(\?[a-z]*m/.test(source) ? withLineEnd(source) : source
  try {
    const compiled = RE2JS.compile(own)
    if (use === 'replace' && compiled.matcher('').find())
      warn(a, k, 'where the pattern matches nothing, EMQX finds places that Sluice does not')
    return { piece: text(own), groups: compiled.groupCount() }
  } catch {
    throw a.refuse(
      k,
      'this pattern needs more than regular expressions of linear time can do',
      'write it without look-around, back-references and possessive repetition',
    )
  }
}

const warn = (a: Arguments, k: number, difference: string): void => {
  a.context.warn('emqx-difference', a.node(k).span, difference, 'look at what the pattern is used for')
}

/** `&` is the whole match and `\\1` a group, in both; a literal `&` is escaped in EMQX alone. */
const replacement = (a: Arguments, k: number): Piece =>
  text(
    a
      .constantText(k, 'what comes in place of the match')
      .replace(/\\([0-9&\\])|&|\\/g, (whole, name?: string) => {
        if (name === '&') return '&'
        if (name === '0') return '\\&'
        if (name === '\\') return '\\\\'
        return name === undefined ? (whole === '&' ? '\\&' : '\\\\') : `\\${name}`
      }),
  )

const extract = (a: Arguments): Piece => {
  const found = pattern(a, 1, 'extract')
  const subject = a.solid(0)
  const groups = Array.from(
    { length: found.groups },
    (_, k) => `coalesce(regexp_extract(${subject.code}, ${found.piece.code}, ${String(k + 1)}), '')`,
  )
  if (groups.length === 0) return piece('[]', LIST)
  const matches = `regexp_matches(${subject.code}, ${found.piece.code})`
  return piece(
    `CASE WHEN ${canBeNull(subject) ? `not_null(${matches})` : matches} THEN [${groups.join(', ')}] ELSE [] END`,
    LIST,
  )
}

export const patternBuilders: Readonly<Record<string, Builder>> = {
  regex_match: builder(2, 2, (a) =>
    call('regexp_matches', [a.text(0), pattern(a, 1, 'match').piece], BOOLEAN),
  ),
  regex_replace: builder(3, 3, (a) =>
    call('regexp_replace', [a.text(0), pattern(a, 1, 'replace').piece, replacement(a, 2)], TEXT),
  ),
  regex_extract: builder(2, 2, extract),
}
