import { expect, test, vi } from 'vitest'
import { tokenize } from '../../grammar/grammar.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { wholeCorpus } from './corpus.ts'
import { readSafely } from './read-safely.ts'

vi.setConfig({ testTimeout: 600_000 })

/** Longer texts are cut at every third place: every place of all would take minutes and meet the same kinds. */
const EVERY_PREFIX_LENGTH_MAX = 1_024
const LONG_STEP = 3

/** Lines that a finding shows: its own place, and those of what belongs to it. */
const placesOf = ({ document, span, related = [] }: Diagnostic): Pick<Diagnostic, 'document' | 'span'>[] => [
  { document, span },
  ...related,
]

const isNear = (finding: Diagnostic, line: number): boolean =>
  placesOf(finding).some(
    ({ document, span }) =>
      document.position(span.start).line - 1 <= line && line <= document.position(span.end).line + 1,
  )

/** Reads an edited text; the line of the edit, unless the text is valid or a finding is within a line of it. */
const farLine = (text: string, offset: number): number | undefined => {
  const { findings, document } = readSafely(text)
  const { line } = document.position(offset)
  return findings.length === 0 || findings.some((finding) => isNear(finding, line)) ? undefined : line
}

const texts = [...wholeCorpus()]

test('the corpus holds rules, examples, goldens and pages', () => {
  for (const folder of ['rules/', 'examples/', 'test/golden/', 'docs/', 'README.md'])
    expect(texts.filter(([path]) => path.startsWith(folder))).not.toEqual([])
  expect(texts.length).toBeGreaterThan(200)
})

test('without any one of its tokens, each text is valid or has a finding within a line of it', () => {
  const far: string[] = []
  for (const [path, text] of texts)
    for (const { startOffset, image } of tokenize(text).tokens) {
      const line = farLine(text.slice(0, startOffset) + text.slice(startOffset + image.length), startOffset)
      if (line !== undefined) far.push(`${path}:${String(line)} without ${image} at ${String(startOffset)}`)
    }
  expect(far).toEqual([])
})

test('each prefix, of long texts every third, is valid or has a finding within a line of its end', () => {
  const far: string[] = []
  for (const [path, text] of texts) {
    const step = text.length <= EVERY_PREFIX_LENGTH_MAX ? 1 : LONG_STEP
    for (let end = 0; end <= text.length; end += step) {
      const line = farLine(text.slice(0, end), end)
      if (line !== undefined) far.push(`${path}:${String(line)} cut at ${String(end)}`)
    }
  }
  expect(far).toEqual([])
})
