import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'

/** The text with every occurrence of one text replaced by another. */
export const replaceFunction = defineFunction({
  name: 'replace',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'search', kinds: ['STRING'], prose: 'what is replaced, everywhere' },
    { name: 'replacement', kinds: ['STRING'], prose: 'what comes in its place' },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['value-too-large'],
  prose: 'The text with every occurrence of one text replaced by another. An empty search changes nothing.',
  examples: [
    { expression: "replace('a-b-c', '-', '/')", result: '"a/b/c"' },
    { expression: "replace('abc', '', 'x')", result: '"abc"' },
  ],
  evaluate: ([text, search, replacement]) =>
    search === ''
      ? (text as string)
      : limitedText((text as string).replaceAll(search as string, () => replacement as string)),
})
