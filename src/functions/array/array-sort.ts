import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { ordered } from './ordering.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements from the smallest to the largest, NULLs last. */
export const arraySortFunction = defineFunction({
  name: 'array_sort',
  group: 'array',
  parameters: [
    arrayParameter,
    {
      name: 'descending',
      kinds: ['BOOLEAN'],
      prose: 'from the largest down; FALSE if absent',
      optional: true,
    },
  ],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The elements from the smallest to the largest, NULLs last.',
  examples: [
    { expression: 'array_sort([3, 1, NULL, 2])', result: '[1,2,3,null]' },
    { expression: "array_sort(['b', 'a'], TRUE)", result: '["b","a"]' },
  ],
  evaluate: ([array, descending], environment) =>
    ordered(array as readonly Value[], (one) => one, descending === true, environment),
})
