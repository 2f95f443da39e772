import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { renderHuman } from '../../src/diagnostic/render/human.ts'
import { colourPalette, plainPalette } from '../../src/diagnostic/render/palette.ts'
import { runCommand } from '../cli/run-command.ts'

it('prints twenty mistakes as the golden file has them', async () => {
  const { out } = await runCommand(['check', 'test/golden/human'])
  const place = 'test/golden/human/mistakes.txt'
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(place, out)
  expect(out).toBe(readFileSync(place, 'utf8'))
})

const finding = (text: string, part: string, more: Partial<Diagnostic> = {}): Diagnostic => {
  const document = new SourceDocument('a.rules', text)
  const start = text.indexOf(part)
  const span = { start, end: start + part.length }
  return { slug: 'unknown-name', severity: 'error', message: 'm', reason: 'r', document, span, ...more }
}

/** The line of the source and the one with the marks. */
const marked = (d: Diagnostic): readonly string[] => {
  const lines = renderHuman(d, plainPalette).split('\n')
  const at = lines.findIndex((line) => /\| +[\^]|\| [\^]/.test(line))
  return [lines[at - 1] ?? '', lines[at] ?? '']
}

it.each([
  ['wide characters', '日本 x', 'x', ['1 | 日本 x', '  |      ^']],
  ['tabs', '\ta\tx', 'x', ['1 |     a    x', '  |          ^']],
  ['marks over letters', 'e\u0301 x', 'x', ['1 | e\u0301 x', '  |   ^']],
  ['emoji', '😀 x', 'x', ['1 | 😀 x', '  |    ^']],
  ['a windows line', 'a\r\nx\r\n', 'x', ['2 | x', '  | ^']],
  ['more than one line', 'a b\nc d', 'b\nc', ['1 | a b', '  |   ^ to line 2']],
  ['direction marks', 'a \u202e x', 'x', ['1 | a \ufffd x', '  |     ^']],
])('puts the mark under the place: %s', (_, text, part, lines) => {
  expect(marked(finding(text, part))).toEqual(lines)
})

it('shows the part of a very long line', () => {
  const [line = '', mark = ''] = marked(finding(`${'a'.repeat(5000)} x ${'b'.repeat(5000)}`, 'x'))
  expect(line.length).toBeLessThan(200)
  expect(line[mark.indexOf('^')]).toBe('x')
})

it('shows other places in one frame, and those of other files below it', () => {
  const other = new SourceDocument('b.rules', 'first\n')
  const d = finding('one\ntwo\nthree\nfour\n', 'four')
  const related = [
    { message: 'because of this', document: d.document, span: { start: 0, end: 3 } },
    { message: 'and this', document: other, span: { start: 0, end: 5 } },
  ]
  expect(renderHuman({ ...d, related }, plainPalette)).toBe(`error[unknown-name]: m
 --> a.rules:4:1
  |
1 | one
  | --- because of this
…
4 | four
  | ^^^^
 ::: b.rules:1:1
  |
1 | first
  | ----- and this
  |
  = r`)
})

it('has colours only where the palette has', () => {
  const d = finding('a x', 'x')
  expect(renderHuman(d, plainPalette)).not.toContain('\u001b')
  expect(renderHuman(d, colourPalette)).toContain('\u001b[31;1m^\u001b[0m')
})
