import { defineFunction } from '../../catalog/function.ts'
import { equals } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'

/** Is the value one of the elements?. */
export const arrayContainsFunction = defineFunction({
  name: 'array_contains',
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    { name: 'value', kinds: ['ANY'], prose: 'what is looked for' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value one of the elements?',
  examples: [
    { expression: 'array_contains([1, 2], 2)', result: 'true' },
    { expression: "array_contains(['a'], 'b')", result: 'false' },
  ],
  evaluate: ([array, value]) => (array as Value[]).some((element) => equals(element, value as Value)),
})
