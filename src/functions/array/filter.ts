import { defineFunction } from '../../catalog/function.ts'
import type { Lambda } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { anyType } from '../limits.ts'

/** The elements for which the test is TRUE. */
export const filterFunction = defineFunction({
  name: 'filter',
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    {
      name: 'test',
      kinds: ['BOOLEAN'],
      prose: 'TRUE for the elements that stay',
      lambda: { parameters: 1, of: (before) => [before[0]?.element ?? anyType] },
    },
  ],
  result: (types) => types[0] ?? { kind: 'ANY', nullable: true },
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The elements for which the test is TRUE.',
  examples: [
    { expression: 'filter([1, 5, 3], x -> x > 2)', result: '[5,3]' },
    { expression: 'filter([], x -> x > 2)', result: '[]' },
  ],
  evaluate: ([array, test]) => (array as Value[]).filter((element) => (test as Lambda)(element) === true),
})
