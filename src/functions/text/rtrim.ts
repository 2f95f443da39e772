import { defineFunction } from '../../catalog/function.ts'

/** The text without white space at its end. */
export const rtrimFunction = defineFunction({
  name: 'rtrim',
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space at its end.',
  examples: [
    { expression: "rtrim(' a  ')", result: '" a"' },
    { expression: "rtrim('a')", result: '"a"' },
  ],
  evaluate: ([text]) => (text as string).trimEnd(),
})
