import { expect, it } from 'vitest'
import { applyFixes } from '../../src/diagnostic/apply-fixes.ts'
import type { Diagnostic, Fix } from '../../src/diagnostic/diagnostic.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'

const document = new SourceDocument('a.rules', 'abcdef')

const withFix = (edits: Fix['edits'], isGuess = false): Diagnostic => ({
  slug: 'syntax-error',
  severity: 'error',
  message: 'm',
  reason: 'r',
  document,
  span: { start: 0, end: 1 },
  fix: { title: 't', isGuess, edits },
})

const edit = (start: number, end: number, text: string): Fix['edits'][number] => ({
  span: { start, end },
  text,
})

const result = (...found: readonly Diagnostic[]): readonly [string | undefined, number] => {
  const [fixed] = applyFixes(found)
  return [fixed?.text, fixed?.applied.length ?? 0]
}

it('applies edits in their order of place', () => {
  expect(result(withFix([edit(4, 5, 'E')]), withFix([edit(0, 1, 'A'), edit(6, 6, '!')]))).toEqual([
    'AbcdEf!',
    2,
  ])
})

it('never applies two that overlap, and each as a whole or not at all', () => {
  expect(result(withFix([edit(1, 4, 'x')]), withFix([edit(0, 1, 'A'), edit(3, 5, 'y')]))).toEqual(['axef', 1])
})

it('never inserts twice at one place', () => {
  expect(result(withFix([edit(2, 2, ',')]), withFix([edit(2, 2, ';')]))).toEqual(['ab,cdef', 1])
})

it('leaves guesses alone', () => {
  expect(applyFixes([withFix([edit(0, 1, 'x')], true)])).toEqual([])
})
