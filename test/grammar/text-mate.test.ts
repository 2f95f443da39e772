import { describe, expect, test } from 'vitest'
import { textMate } from '../../grammar/generate/text-mate.ts'
import { tokenize } from '../../grammar/grammar.ts'
import { corpus } from '../syntax/corpus.ts'

interface Pattern {
  readonly name?: string
  readonly match?: string
  readonly begin?: string
  readonly end?: string
  readonly include?: string
  readonly patterns?: readonly Pattern[]
}

interface Grammar {
  readonly patterns: readonly Pattern[]
  readonly repository: Readonly<Record<string, Pattern>>
}

const grammar = JSON.parse(textMate()) as Grammar

const flat = (patterns: readonly Pattern[]): readonly Pattern[] =>
  patterns.flatMap((pattern) => {
    const { include } = pattern
    return include === undefined ? [pattern] : flat(grammar.repository[include.slice(1)]?.patterns ?? [])
  })

const compiled = new Map<string, RegExp>()

/** As an editor does: line by line, so that `^` and `$` are those of the line. */
const find = (pattern: string, line: string, from: number): RegExpExecArray | null => {
  const regexp =
    compiled.get(pattern) ?? new RegExp(pattern.replace('(?i)', ''), pattern.startsWith('(?i)') ? 'gi' : 'g')
  compiled.set(pattern, regexp)
  regexp.lastIndex = from
  return regexp.exec(line)
}

interface Found {
  readonly match: RegExpExecArray
  readonly pattern: Pattern | undefined
}

/** The earliest match from a place on; of several there the first in the list, an end before all. */
const earliest = (line: string, from: number, open: Pattern | undefined): Found | undefined => {
  let best: Found | undefined
  const offer = (regexp: string | undefined, pattern: Pattern | undefined): void => {
    const match = regexp === undefined ? null : find(regexp, line, from)
    if (match !== null && (best === undefined || match.index < best.match.index)) best = { match, pattern }
  }
  offer(open?.end, undefined)
  for (const one of open === undefined ? flat(grammar.patterns) : (open.patterns ?? []))
    offer(one.match ?? one.begin, one)
  return best
}

/** Names of scopes by character, as a tokenizer of an editor gives them: one level deep, as our grammar is. */
const scopesOf = (text: string): readonly string[] => {
  const scopes: string[] = []
  let open: Pattern | undefined
  for (const line of text.split('\n')) {
    let at = 0
    const paint = (end: number, scope: string): void => {
      for (; at < end; at++) scopes.push(scope)
    }
    for (;;) {
      const found = earliest(line, at, open)
      if (found === undefined) break
      const { match, pattern } = found
      const end = match.index + match[0].length
      paint(match.index, open?.name ?? '')
      if (open !== undefined) paint(end, open.name ?? '')
      else paint(end, pattern?.name ?? 'declaration')
      if (pattern === undefined) open = undefined
      else if (pattern.begin !== undefined) open = pattern
      if (match[0] === '') break
    }
    paint(line.length, open?.name ?? '')
    scopes.push(open?.name ?? '')
  }
  return scopes
}

/** What the lexer says that a character belongs to. */
const kindsOf = (text: string): readonly string[] => {
  const kinds = Array.from({ length: text.length + 1 }, () => 'other')
  const { tokens, groups } = tokenize(text)
  const paint = (start: number, image: string, kind: string): void => {
    kinds.fill(kind, start, start + image.length)
  }
  for (const token of tokens)
    if (/^e?'/i.test(token.image) && token.image.length > 1) paint(token.startOffset, token.image, 'string')
  for (const token of groups['comments'] ?? []) paint(token.startOffset, token.image, 'comment')
  return kinds
}

const kindOf = (scope: string): string => /^(string|comment)\./.exec(scope)?.[1] ?? 'other'

describe('an editor sees text and comments where the lexer does', () => {
  test.each([...corpus()])('%s', (_, text) => {
    const kinds = kindsOf(text)
    const seen = scopesOf(text).map(kindOf)
    const wrong = text.split('').findIndex((character, k) => character.trim() !== '' && kinds[k] !== seen[k])
    expect(wrong < 0 ? '' : text.slice(wrong, wrong + 60)).toBe('')
  })
})

test('words, names, numbers and texts have their scopes', () => {
  const text =
    "RULE low AS\nSELECT upper(name) AS n, 'it''s' || e'\\'x' AS t, 5 MINUTES AS d, 1.5e3 AS f FROM s -- why\nWHERE a IS NOT NULL;"
  const scopes = scopesOf(text)
  const at = (part: string): string => scopes[text.indexOf(part)] ?? ''
  expect(
    [
      'RULE',
      'SELECT',
      'upper',
      'name)',
      "'it''s'",
      "e'",
      '5 MIN',
      '1.5e3',
      '-- why',
      'WHERE',
      'NOT',
      'NULL',
    ].map((part) => `${part}: ${at(part)}`),
  ).toEqual([
    'RULE: declaration',
    'SELECT: keyword.control.sluice',
    'upper: entity.name.function.sluice',
    'name): ',
    "'it''s': string.quoted.single.sluice",
    "e': string.quoted.single.escaped.sluice",
    '5 MIN: constant.numeric.duration.sluice',
    '1.5e3: constant.numeric.sluice',
    '-- why: comment.line.double-dash.sluice',
    'WHERE: keyword.control.sluice',
    'NOT: keyword.operator.word.sluice',
    'NULL: constant.language.sluice',
  ])
})
