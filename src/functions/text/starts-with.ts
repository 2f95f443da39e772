import { defineFunction } from '../../catalog/function.ts'

/** Does the text begin with the prefix?. */
export const startsWithFunction = defineFunction({
  name: 'starts_with',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'prefix', kinds: ['STRING'], prose: 'what it should begin with' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Does the text begin with the prefix?',
  examples: [
    { expression: "starts_with('abc', 'ab')", result: 'true' },
    { expression: "starts_with('abc', 'b')", result: 'false' },
  ],
  evaluate: ([text, prefix]) => (text as string).startsWith(prefix as string),
})
