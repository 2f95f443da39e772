import { defineFunction } from '../../catalog/function.ts'

/** Is the value text?. */
export const isStringFunction = defineFunction({
  name: 'is_string',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value text?',
  examples: [
    { expression: "is_string('a')", result: 'true' },
    { expression: 'is_string(1)', result: 'false' },
  ],
  evaluate: ([value]) => typeof value === 'string',
})
