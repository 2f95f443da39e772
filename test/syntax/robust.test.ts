import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import { tokenize } from '../../grammar/grammar.ts'
import { corpus, rulesUnder } from './corpus.ts'
import { readSafely } from './read-safely.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Edits of good files are all tried in sweep.test.ts. */
const bad = [...rulesUnder('test/golden/syntax/bad')]
const files = [...corpus(), ...bad]

describe.each(bad)('%s', (_, text) => {
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

test('any text is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readSafely(text)),
    { numRuns: 150 },
  )
})

test('any order of words and signs is answered', () => {
  const images = files.flatMap(([, text]) => tokenize(text).tokens.map(({ image }) => image))
  const soup = fc.array(fc.constantFrom(...images), { maxLength: 60 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(soup, (text) => void readSafely(text)),
    { numRuns: 150 },
  )
})
