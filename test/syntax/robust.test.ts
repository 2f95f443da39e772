import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { tokenize } from '../../grammar/grammar.ts'
import { corpus, read, rulesUnder } from './read.ts'

vi.setConfig({ testTimeout: 120_000 })

const files = [...corpus(), ...rulesUnder('test/golden/syntax/bad')]

/** Reads a text, and looks at what came of it: spans within the text, no finding without a message. */
const readSafely = (text: string): void => {
  const { file, findings } = read(text)
  for (const { span, message } of [...findings]) {
    expect(span.start).toBeGreaterThanOrEqual(0)
    expect(span.end).toBeLessThanOrEqual(Math.max(text.length, span.start))
    expect(message).not.toMatch(/undefined|NaN|RightParen|Identifier|EOF/)
  }
  if (findings.length === 0) expect(file.statements.every(({ kind }) => kind !== 'broken')).toBe(true)
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

describe.each(files)('%s', (_, text) => {
  test('every prefix is answered', () => {
    // Long files are cut at some places only; an odd step meets every kind of place.
    const step = Math.ceil(text.length / 20) | 1
    for (let end = 0; end <= text.length; end += step) readSafely(text.slice(0, end))
  })

  test('every file with one token less is answered', () => {
    const { tokens } = tokenize(text)
    const step = Math.ceil(tokens.length / 20) | 1
    for (const { startOffset, image } of tokens.filter((__, k) => k % step === 0))
      readSafely(text.slice(0, startOffset) + text.slice(startOffset + image.length))
  })
})

test('a finding stands within a line of a deleted token', () => {
  const far: string[] = []
  for (const [path, text] of corpus())
    for (const { startOffset, image } of tokenize(text).tokens.filter((_, k) => k % 3 === 0)) {
      const { findings, document } = read(text.slice(0, startOffset) + text.slice(startOffset + image.length))
      const line = lineOf(text, startOffset)
      const isNear = findings.some(({ span }) => {
        const from = document.position(span.start).line
        const to = document.position(span.end).line
        return from - 1 <= line && line <= to + 1
      })
      if (findings.length > 0 && !isNear) far.push(`${path}:${String(line)} without ${image}`)
    }
  expect(far).toEqual([])
})

test('any text is answered', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), readSafely), { numRuns: 150 })
})

test('any order of words and signs is answered', () => {
  const images = files.flatMap(([, text]) => tokenize(text).tokens.map(({ image }) => image))
  const soup = fc.array(fc.constantFrom(...images), { maxLength: 60 }).map((words) => words.join(' '))
  fc.assert(fc.property(soup, readSafely), { numRuns: 150 })
})
