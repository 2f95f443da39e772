import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** How often the part stands in the text, without overlaps; 0 for an empty part. */
export const occurrencesFunction = defineFunction({
  name: 'occurrences',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'part', kinds: ['STRING'], prose: 'what is counted' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'How often the part stands in the text, without overlaps; 0 for an empty part.',
  examples: [
    { expression: "occurrences('banana', 'an')", result: '2' },
    { expression: "occurrences('abc', '')", result: '0' },
  ],
  evaluate: ([text, part]) => (part === '' ? 0 : (text as string).split(part as string).length - 1),
})
