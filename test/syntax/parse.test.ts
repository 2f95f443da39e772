import { describe, expect, test } from 'vitest'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { parseExpression } from '../../src/syntax/parse.ts'
import { corpus, rulesUnder } from './corpus.ts'
import { findingLine, read } from './read.ts'
import { summary } from './summary.ts'

describe('good files', () => {
  test.each([...rulesUnder('test/golden/syntax/good')])('%s', async (path, text) => {
    const { file, findings } = read(text)
    expect(findings.map(findingLine)).toEqual([])
    const lines = file.statements.map(
      (statement) => `${text.slice(statement.span.start, statement.span.end)}\n  ${summary(statement)}`,
    )
    await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot(`../../${path.replace('.rules', '.out')}`)
  })

  test.each([...corpus()])('%s has no finding', (_, text) => {
    const { file, findings } = read(text)
    expect(findings.map(findingLine)).toEqual([])
    expect(file.statements.length).toBeGreaterThan(0)
  })
})

describe('bad files', () => {
  test.each([...rulesUnder('test/golden/syntax/bad')])('%s', async (path, text) => {
    const { findings } = read(text)
    const lines = text
      .split('\n')
      .flatMap((line, k) => [
        line,
        ...findings
          .filter((finding) => finding.document.position(finding.span.start).line === k + 1)
          .map((f) => `    ${findingLine(f)}`),
      ])
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../${path.replace('.rules', '.out')}`)
    expect(findings.length).toBeGreaterThan(0)
  })
})

test('seven mistakes in one statement are seven findings, and the next statement is read', () => {
  const text = rulesUnder('test/golden/syntax/bad').get('test/golden/syntax/bad/seven.rules') ?? ''
  const { file, findings } = read(text)
  expect(findings.map(({ slug }) => slug)).toEqual([
    'missing-comma',
    'reserved-word',
    'other-sql',
    'other-sql',
    'other-sql',
    'text-as-name',
    'missing-comma',
    'extra-comma',
    'missing-semicolon',
  ])
  expect(file.statements.map(({ kind }) => kind)).toEqual(['rule', 'sink'])
})

test('mistakes with a sure cure leave the statement to be checked', () => {
  const { file, findings } = read('RULE a AS SELECT a b, FROM s WHERE x == 1 INTO k;')
  expect(findings.map(({ slug }) => slug)).toEqual(['missing-comma', 'extra-comma', 'other-sql'])
  expect(summary(file.statements[0])).toBe(
    summary(read('RULE a AS SELECT a, b FROM s WHERE x = 1 INTO k;').file.statements[0]),
  )
})

test('a broken statement keeps the name that it declares', () => {
  const { file } = read('STREAM "my s" (a b c d e) FROM;\nSET a = 1;')
  expect(file.statements[0]).toMatchObject({ kind: 'broken', declares: 'my s' })
  expect(file.statements[1]?.kind).toBe('set')
})

test('spans are exact', () => {
  const text = 'SET a = x + upper( y ) * (1 + 2);'
  const [statement] = read(text).file.statements
  if (statement?.kind !== 'set' || statement.value.kind !== 'binary') throw new Error('not a sum')
  const { left, right } = statement.value
  const cut = ({ span }: { span: { start: number; end: number } }): string => text.slice(span.start, span.end)
  expect([cut(statement), cut(statement.value), cut(left), cut(right)]).toEqual([
    text.slice(0, -1),
    'x + upper( y ) * (1 + 2)',
    'x',
    'upper( y ) * (1 + 2)',
  ])
})

describe('one expression', () => {
  const expression = (text: string): { tree: string; findings: string[] } => {
    const collector = new Collector()
    const tree = parseExpression(new SourceDocument('expression', text), collector)
    return { tree: summary(tree), findings: collector.sorted().map(findingLine) }
  }

  test('is read to its end', () => {
    expect(expression('upper(name) || 1')).toEqual({
      tree: 'binary(operator: "||", left: call(name: upper, arguments: [name(name)]), right: number(text: "1", isInteger: true))',
      findings: [],
    })
  })

  test.each([
    ['', '1:1-1 syntax-error: expected an expression, but the statement ends here'],
    ['1 +', '1:3-4 syntax-error: expected an expression after `+`, but the statement ends here'],
    ['a; b', '1:2-3 syntax-error: `;` cannot follow `a`'],
  ])('%j is none', (text, finding) => {
    expect(expression(text)).toEqual({ tree: 'undefined', findings: [finding] })
  })
})
