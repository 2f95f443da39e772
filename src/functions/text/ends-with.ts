import { defineFunction } from '../../catalog/function.ts'

/** Does the text end with the suffix?. */
export const endsWithFunction = defineFunction({
  name: 'ends_with',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'suffix', kinds: ['STRING'], prose: 'what it should end with' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Does the text end with the suffix?',
  examples: [
    { expression: "ends_with('abc', 'bc')", result: 'true' },
    { expression: "ends_with('abc', 'b')", result: 'false' },
  ],
  evaluate: ([text, suffix]) => (text as string).endsWith(suffix as string),
})
