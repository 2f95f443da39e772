import { defineFunction } from '../../catalog/function.ts'
import type { Lambda } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { anyType } from '../limits.ts'

/** Is the test TRUE for every element?. */
export const allFunction = defineFunction({
  name: 'all',
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    {
      name: 'test',
      kinds: ['BOOLEAN'],
      prose: 'the test',
      lambda: { parameters: 1, of: (before) => [before[0]?.element ?? anyType] },
    },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'Is the test TRUE for every element?',
  examples: [
    { expression: 'all([1, 5], x -> x > 2)', result: 'false' },
    { expression: 'all([], x -> FALSE)', result: 'true' },
  ],
  evaluate: ([array, test]) => (array as Value[]).every((element) => (test as Lambda)(element) === true),
})
