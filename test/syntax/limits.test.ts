import { performance } from 'node:perf_hooks'
import { describe, expect, test, vi } from 'vitest'
import { FILE_LENGTH_MAX } from '../../src/syntax/limits.ts'
import { read } from './read.ts'

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
