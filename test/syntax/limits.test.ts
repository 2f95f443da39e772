import { performance } from 'node:perf_hooks'
import { describe, expect, test, vi } from 'vitest'
import { FILE_LENGTH_MAX } from '../../src/syntax/limits.ts'
import { findingLine, read } from './read.ts'

const slugs = (text: string): string[] => [...new Set(read(text).findings.map(({ slug }) => slug))]

vi.setConfig({ testTimeout: 120_000 })

describe('hostile statements are refused before they are parsed', () => {
  const statement = (expression: string): string => `SET a = ${expression};`
  test.each<[string, string, string]>([
    ['brackets', statement('('.repeat(10_000) + '1' + ')'.repeat(10_000)), 'too-deep'],
    ['open brackets', statement('['.repeat(10_000)), 'too-deep'],
    ['calls', statement('f('.repeat(200) + ')'.repeat(200)), 'too-deep'],
    ['CASE', statement('CASE WHEN '.repeat(10_000)), 'too-deep'],
    [
      'CASE with members called end',
      statement('CASE WHEN x.end THEN '.repeat(300) + '1' + ' END'.repeat(300)),
      'too-deep',
    ],
    ['types', statement(`CAST(a AS ${'ARRAY<'.repeat(500)}STRING${'>'.repeat(500)})`), 'too-deep'],
    ['JSON', `TEST 'x' FOR a GIVEN b ${'['.repeat(500)}${']'.repeat(500)};`, 'too-deep'],
    ['NOT', statement('NOT '.repeat(3_000) + 'a'), 'too-deep'],
    ['a long sum', statement('1' + ' + 1'.repeat(3_000)), 'too-deep'],
    ['a long path', statement('a' + '.a'.repeat(3_000)), 'too-deep'],
    ['50,000 ANDs', statement('a' + ' AND a'.repeat(50_000)), 'statement-too-long'],
    ['a list of 20,000', statement(`[1${', 1'.repeat(20_000)}]`), 'statement-too-long'],
    ['a file', ' '.repeat(FILE_LENGTH_MAX + 1), 'file-too-long'],
  ])('%s', (_, text, slug) => {
    const start = performance.now()
    expect(slugs(text)).toEqual([slug])
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('hostile texts are told in plain words', () => {
  const lines = (text: string): string[] => read(text).findings.map(findingLine)
  test.each<[string, string, string[]]>([
    [
      '10,000 brackets',
      `SET a = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`,
      ['1:109-110 too-deep: brackets and CASE are nested more than 100 deep here'],
    ],
    [
      '50,000 ANDs',
      `SET a = a${' AND a'.repeat(50_000)};`,
      ['1:1-4 statement-too-long: the statement has 100004 words and signs, more than 10000'],
    ],
    [
      'a text of more than a megabyte',
      `SET a = '${'x'.repeat(FILE_LENGTH_MAX)}';`,
      ['1:1-1 file-too-long: the file has 1048587 characters, more than 1048576'],
    ],
    [
      'a text of a megabyte without its end',
      `SET a = '${'x'.repeat(1_000_000)};`,
      ["1:9-1000011 unterminated-text: what begins with ' here has no end"],
    ],
    [
      'NUL between words',
      'SET a\0 = 1;',
      ['1:6-7 hidden-character: the hidden character U+0000 stands here'],
    ],
    [
      'NUL in a text',
      "SET a = 'x\0y';",
      ['1:11-12 hidden-character: the hidden character U+0000 stands here'],
    ],
    [
      'bidi controls in a text',
      "SET a = 'x\u202ey\u2066z';",
      [
        '1:11-12 hidden-character: the hidden character U+202E stands here',
        '1:13-14 hidden-character: the hidden character U+2066 stands here',
      ],
    ],
    [
      'bidi controls in a comment',
      'SET a = 1; -- x\u202e y',
      ['1:16-17 hidden-character: the hidden character U+202E stands here'],
    ],
    [
      'bidi controls between words',
      'SET a \u2067= 1;',
      ['1:7-8 hidden-character: the hidden character U+2067 stands here'],
    ],
    [
      'a Cyrillic letter in a name',
      'SET c\u0430sh = 1;',
      ['1:5-9 mixed-alphabets: the \u0430 (U+0430) in this name only looks like a Latin letter'],
    ],
    [
      'a Greek letter in a name',
      'SET c\u03bfst = 1;',
      ['1:5-9 mixed-alphabets: the \u03bf (U+03BF) in this name only looks like a Latin letter'],
    ],
    [
      'a Greek question mark for a semicolon',
      'SET a = 1\u037e',
      ['1:10-11 unexpected-character: \u037e (U+037E) has no meaning here | did you mean ; ?'],
    ],
    [
      'a full-width equals sign',
      'SET a \uff1d 1;',
      ['1:7-8 unexpected-character: \uff1d (U+FF1D) has no meaning here | did you mean = ?'],
    ],
  ])('%s', (_, text, findings) => {
    expect(lines(text)).toEqual(findings)
  })
})

describe('what is large but harmless is read', () => {
  test.each([
    ['99 brackets', `SET a = ${'('.repeat(99)}1${')'.repeat(99)};`],
    ['2,000 ANDs', `SET a = a${' AND a'.repeat(2_000)};`],
    ['a list of 4,000', `SET a = [1${', 1'.repeat(4_000)}];`],
    ['a text of nearly 1 MB', `SET a = '${'x'.repeat(1_000_000)}';`],
    ['a comment of nearly 1 MB', `/* ${'*'.repeat(1_000_000)} */ SET a = 1;`],
    [
      '150 columns of arrays',
      `STREAM s (${Array.from({ length: 150 }, (_, k) => `c${String(k)} ARRAY<STRING>`).join(', ')}) FROM k;`,
    ],
  ])('%s', (_, text) => {
    expect(slugs(text)).toEqual([])
  })
})

// A fraction of a second each on an idle machine; what takes more than linear time would take minutes.
describe('a quarter of a megabyte is answered', () => {
  const fill = (piece: string): string => piece.repeat(Math.floor(250_000 / piece.length))
  test.each([
    ['statements that are none', fill('a;')],
    ['mistakes without end', fill('SET a = 1 +; ')],
    ['heads of rules', fill('RULE ')],
    ['odd characters', fill('a # ')],
    ['quotes', fill("' ")],
    ['quotes and lines', fill("'\n")],
    ['double quotes', fill('" \n')],
    ['begun comments', fill('/* ')],
    ['hidden characters', fill('\u202e')],
    ['typeset quotes', fill('\u2018a\u2019 ')],
    ['NUL', fill('\0')],
    ['semicolons', fill(';')],
    ['doc comments', fill('/** a */ ')],
    ['doc comments and statements', fill('/** a */ SET a = 1;\n')],
    ['commas', fill('SET a = [,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,];')],
  ])('%s', (_, text) => {
    const start = performance.now()
    const { findings } = read(text)
    expect(performance.now() - start).toBeLessThan(30_000)
    expect(findings.length).toBeLessThanOrEqual(1_000)
  })
})
