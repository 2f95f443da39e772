import { defineFunction } from '../../catalog/function.ts'

/** Does the text contain the part?. */
export const containsFunction = defineFunction({
  name: 'contains',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'part', kinds: ['STRING'], prose: 'what is looked for' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Does the text contain the part?',
  examples: [
    { expression: "contains('abc', 'b')", result: 'true' },
    { expression: "contains('abc', 'x')", result: 'false' },
  ],
  evaluate: ([text, part]) => (text as string).includes(part as string),
})
