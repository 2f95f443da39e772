import { expect, test } from 'vitest'
import { importText } from './run-imported.ts'

const slugs = (program: string): readonly string[] =>
  importText(`SELECT jq('${program}', payload) AS x FROM "t/#"`).diagnostics.map((one) => one.slug)

test('a program that would grow without end is refused', () => {
  expect(slugs('.' + ' // .'.repeat(200))).toEqual(['emqx-no-counterpart'])
  expect(slugs('['.repeat(5000) + ']'.repeat(5000))).toEqual(['emqx-no-counterpart'])
  expect(slugs('{a:'.repeat(3000) + '1' + '}'.repeat(3000))).toEqual(['emqx-no-counterpart'])
  expect(slugs('.a' + ' | .a'.repeat(3_500))).toEqual(['emqx-no-counterpart'])
})

test('what is no program of jq is refused, whatever it is', () => {
  for (const program of [
    '',
    '|',
    '.a[',
    '{',
    '"',
    '..',
    '.?',
    '$x',
    '@base64',
    'if',
    '.[1:2:3]',
    '"\\(.a"',
    'def f(x): x; f(.)',
    'def f: f; f',
    '.a as [$x] | $x',
  ])
    expect(slugs(program), program).toEqual(['emqx-no-counterpart'])
})

test('names of every object are no functions of jq', () => {
  expect(slugs('constructor')).toEqual(['emqx-no-counterpart'])
  expect(slugs('toString("a")')).toEqual(['emqx-no-counterpart'])
})

test('a program that is carried over warns of what jq would take for an error', () => {
  expect(slugs('.a.b')).toEqual(['emqx-difference'])
})
