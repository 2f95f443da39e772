import { defineFunction } from '../../catalog/function.ts'

/** The text without white space at its start. */
export const ltrimFunction = defineFunction({
  name: 'ltrim',
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space at its start.',
  examples: [
    { expression: "ltrim('  a ')", result: '"a "' },
    { expression: "ltrim('a')", result: '"a"' },
  ],
  evaluate: ([text]) => (text as string).trimStart(),
})
