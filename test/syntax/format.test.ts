import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { tokenize } from '../../grammar/grammar.ts'
import { format } from '../../src/syntax/format/format.ts'
import { program } from '../property/programs.ts'
import { corpus, wholeCorpus } from './corpus.ts'
import { findingLine, read } from './read.ts'
import { summary } from './summary.ts'

vi.setConfig({ testTimeout: 120_000 })

const formatted = (text: string): string => {
  const { file, document } = read(text)
  return format(file, document)
}

const trees = (text: string): string => {
  const { file, findings } = read(text)
  expect(findings.map(findingLine)).toEqual([])
  return file.statements.map(summary).join('\n')
}

/**
 * Comments without the blanks at the ends of their lines, and doc comments without those at the starts, in
 * alphabetical order: parts of a statement may move.
 */
const comments = (text: string): string[] =>
  read(text)
    .file.comments.map((comment) => comment.text.replace(/[ \t\r]+$/gm, ''))
    .map((comment) => (comment.startsWith('/**') ? comment.replace(/^[ \t]+/gm, '') : comment))
    .sort()

const expectFormatted = (text: string): void => {
  const once = formatted(text)
  expect(trees(once)).toBe(trees(text))
  expect(comments(once)).toEqual(comments(text))
  expect(formatted(once)).toBe(once)
  expect(once).not.toMatch(/[ \t]$/m)
}

describe.each([...wholeCorpus()])('%s', (path, text) => {
  test('is formatted', async () => {
    expectFormatted(text)
    if (path.includes('/good/'))
      await expect(formatted(text)).toMatchFileSnapshot(`../../${path.replace('.rules', '.formatted')}`)
  })
})

test('the example of the language is in its one style already', () => {
  const text = corpus().get('test/golden/low-cash.rules') ?? ''
  expect(formatted(text)).toBe(text)
})

test('a file with a broken statement is left alone', () => {
  const text = 'set   a = 1;\nRULE b AS;\n'
  expect(formatted(text)).toBe(text)
})

test.each([
  ['', ''],
  ['  \n', ''],
  ['-- alone', '-- alone\n'],
  ['set a=1', 'SET a = 1;\n'],
  [';;set a=1;; -- c\n;', 'SET a = 1; -- c\n'],
  ['SET a = 1; SET b = 2;\n\n\nSET c = 3;', 'SET a = 1;\nSET b = 2;\n\nSET c = 3;\n'],
  [
    '/* a */ SET /* b */ c /* d */ = /* e */ 1 /* f */; /* g */',
    '/* a */ SET /* b */ c /* d */ = /* e */ 1 /* f */; /* g */\n',
  ],
  ['SET a = [1, -- one\n2];', 'SET a = [\n  1, -- one\n  2\n];\n'],
  ['SET a = b -- why\n;', 'SET a = b; -- why\n'],
  ['SET a = A.B != c and not d is null;', 'SET a = A.B <> c AND NOT d IS NULL;\n'],
  ['SET a = - 1 +(2)* x [ 1 ] . y;', 'SET a = -1 + (2) * x[1].y;\n'],
  ["SET a = 'x\n  y';", "SET a = 'x\n  y';\n"],
  ['stream s(a array<string>, b foo) from k', 'STREAM s (a ARRAY<STRING>, b foo)\nFROM k;\n'],
  ['/**  a\nb\n  @c d\n\n */ SET a = 1;', '/**  a\n    b\n      @c d\n\n */\nSET a = 1;\n'],
  ['/**\n* a\n  * @c d\n*/ SET a = 1;', '/**\n * a\n * @c d\n */\nSET a = 1;\n'],
])('%j is written %j', (text, wanted) => {
  expect(formatted(text)).toBe(wanted)
  expect(formatted(wanted)).toBe(wanted)
})

test('any program keeps its tree and comments, and is the same when formatted again', () => {
  fc.assert(fc.property(program, expectFormatted), { numRuns: 80 })
})

const comment = fc.constantFrom(
  '-- a\n',
  '\n-- b\n',
  '/* c */',
  '\n/* d */\n',
  '/** e\n   f */',
  '\n\n/** @g h */\n\n',
  '--\n',
)

/** Comments between any two tokens. */
const commented = fc
  .tuple(program, fc.array(fc.tuple(fc.nat(), comment), { maxLength: 6 }))
  .map(([text, given]) => {
    const offsets = tokenize(text).tokens.map(({ startOffset }) => startOffset)
    const inserted = given
      .map(([at, body]) => [offsets[at % Math.max(1, offsets.length)] ?? 0, body] as const)
      .sort(([a], [b]) => b - a)
    return inserted.reduce(
      (all, [offset, body]) => `${all.slice(0, offset)} ${body} ${all.slice(offset)}`,
      text,
    )
  })

test('comments may stand anywhere', () => {
  fc.assert(fc.property(commented, expectFormatted), { numRuns: 80 })
})
