import { describe, expect, test } from 'vitest'
import { parseExpression, parseStatement, tokenize } from '../../grammar/grammar.ts'
import { heads, reserved, soft, units } from '../../grammar/tokens.ts'
import { checkGrammar } from '../../grammar/whole-grammar.ts'

const accepts = (text: string): boolean => parseStatement(tokenize(text).tokens).mistake === undefined

const types = (text: string): string[] => tokenize(text).tokens.map(({ tokenType }) => tokenType.name)

describe('words', () => {
  test.each(Object.keys(reserved))('%s is no name, except after a dot and as an option', (word) => {
    expect(accepts(`SET a = ${word}`)).toBe(/^(NULL|TRUE|FALSE)$/.test(word))
    expect(accepts(`RULE a AS SELECT 1 AS ${word} FROM s`)).toBe(false)
    expect(accepts(`SET a = b.${word}`)).toBe(true)
    expect(accepts(`SINK a INTO b (${word} = 1)`)).toBe(true)
    expect(accepts(`SET a = \`${word}\``)).toBe(true)
  })

  test.each(Object.keys(heads))('%s is a name, but no alias without AS', (word) => {
    expect(accepts(`RULE a AS SELECT ${word} AS ${word} FROM ${word} AS x`)).toBe(true)
    expect(accepts(`RULE a AS SELECT 1 AS x FROM s ${word}`)).toBe(false)
  })

  test.each([...Object.keys(soft), ...Object.keys(units)])('%s is any name', (word) => {
    expect(accepts(`RULE a AS SELECT ${word}, ${word}(1) AS ${word} FROM s ${word}`)).toBe(true)
    expect(accepts(`STREAM ${word} (${word} STRING) FROM ${word}`)).toBe(true)
  })

  test('in small letters, and within longer words', () => {
    expect(types('select Selected from_ FROM minute minutes')).toEqual([
      'SELECT',
      'Identifier',
      'Identifier',
      'FROM',
      'MINUTE',
      'MINUTES',
    ])
  })
})

test.each([
  [
    '1.5 1..2 1e5 1.5E-3 2e',
    ['Number', 'Number', 'DotDot', 'Number', 'Number', 'Number', 'Number', 'Identifier'],
  ],
  ["'a''b' e'a\\'b' 'multi\nline' e", ['Text', 'EscapedText', 'Text', 'Identifier']],
  ['a.b["c"]', ['Identifier', 'Dot', 'Identifier', 'LeftBracket', 'DoubleQuoted', 'RightBracket']],
  ['"" "a""b" "a\\"b"', ['DoubleQuoted', 'DoubleQuoted', 'DoubleQuoted']],
  [
    '<>!=<=>=<>=~||->=>',
    [
      'NotEqual',
      'NotEqual2',
      'LessEqual',
      'GreaterEqual',
      'NotEqual',
      'Match',
      'Concat',
      'Arrow',
      'FatArrow',
    ],
  ],
  ['a -- b\n/* c */ d', ['Identifier', 'Identifier']],
])('%j is cut into tokens', (text, wanted) => {
  expect(types(text)).toEqual(wanted)
})

describe('the first mistake', () => {
  const mistake = (text: string): unknown => {
    const { tokens } = tokenize(text)
    const found = parseStatement(tokens).mistake
    return found === undefined ? undefined : [tokens[found.at]?.image, found.rules.at(-1), found.isLeftover]
  }

  test.each([
    ['SET a = 1', undefined],
    ['SET a = 1 2', ['2', undefined, true]],
    ['SET a = ', [undefined, 'expression', false]],
    ['RULE a AS SELECT b c FROM s', ['c', 'query', false]],
    ['RULE a AS SELECT b FROM s ON LATE', [undefined, 'policy', false]],
    ['STREAM a FROM b ON EVENT DROP', ['EVENT', 'streamPart', false]],
  ])('of %j', (text, wanted) => {
    expect(mistake(text)).toEqual(wanted)
  })

  test('of one expression', () => {
    expect(parseExpression(tokenize('a + 1').tokens).mistake).toBeUndefined()
    expect(parseExpression(tokenize('a + 1 b').tokens).mistake).toMatchObject({ at: 3, isLeftover: true })
  })
})

test('the grammar has no ambiguity and no left recursion', () => {
  expect(checkGrammar).not.toThrow()
})
