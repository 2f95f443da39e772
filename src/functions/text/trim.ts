import { defineFunction } from '../../catalog/function.ts'

/** The text without white space at both ends. */
export const trimFunction = defineFunction({
  name: 'trim',
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space at both ends.',
  examples: [
    { expression: "trim('  a b ')", result: '"a b"' },
    { expression: "trim('')", result: '""' },
  ],
  evaluate: ([text]) => (text as string).trim(),
})
