import { defineFunction } from '../../catalog/function.ts'

/** The number of elements. */
export const arrayLengthFunction = defineFunction({
  name: 'array_length',
  aliases: ['cardinality', 'array_size'],
  group: 'array',
  parameters: [{ name: 'array', kinds: ['ARRAY'], prose: 'the array' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The number of elements.',
  examples: [
    { expression: 'array_length([1, 2])', result: '2' },
    { expression: 'array_length([])', result: '0' },
  ],
  evaluate: ([array]) => (array as readonly unknown[]).length,
})
