import { defineFunction } from '../../catalog/function.ts'
import { chargeFor, limitedArray } from '../limits.ts'

/** Text of ASCII without CR LF, which is one, has nothing to put together. */
const PLAIN = /^[\n\x20-\x7e]*$/

let segmenter: Intl.Segmenter | undefined

/** Made when it is first needed, since that takes as long as the start of a small command. */
const segments = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}

/** The segmenter's time grows with the square of a text's length, so it gets pieces. */
const PIECE_LENGTH = 256

const split = (text: string): readonly string[] => {
  const all: string[] = []
  let length = PIECE_LENGTH
  for (let at = 0; at < text.length;) {
    const cut = at + length
    // Half a character would look like one.
    const end = /[\ud800-\udbff]/.test(text.charAt(cut - 1)) ? cut + 1 : cut
    const parts = Array.from(segments(text.slice(at, end)), ({ segment }) => segment)
    // The last one may go on behind the piece.
    if (end < text.length) parts.pop()
    length = parts.length === 0 ? length * 2 : PIECE_LENGTH
    for (const part of parts) {
      all.push(part)
      at += part.length
    }
  }
  return all
}

/** What a reader takes for characters. */
export const graphemesFunction = defineFunction({
  name: 'graphemes',
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'ARRAY', nullable: false, element: { kind: 'STRING', nullable: false } }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose:
    'What a reader takes for the characters of the text (extended grapheme clusters of Unicode): a letter with its accents, or an emoji of several code points, is one.',
  examples: [
    { expression: "graphemes('ab')", result: '["a","b"]' },
    { expression: "array_length(graphemes('👍🏽'))", result: '1' },
    { expression: "array_length(graphemes(repeat('a👍🏽é', 100)))", result: '300' },
  ],
  evaluate: ([value], environment) => {
    const text = value as string
    chargeFor(text.length, environment)
    if (PLAIN.test(text)) return limitedArray([...text])
    return limitedArray(split(text))
  },
})
