import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { ordered } from './ordering.ts'
import { arrayParameter, elementLambda } from './array-parameter.ts'

/** The elements sorted by what a lambda makes of each, NULLs last; equals stay in their order. */
export const sortByFunction = defineFunction({
  name: 'sort_by',
  group: 'array',
  parameters: [
    arrayParameter,
    elementLambda('key', 'ANY', 'what an element is sorted by'),
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
  prose: 'The elements sorted by what a lambda makes of each, NULLs last; equals stay in their order.',
  examples: [
    { expression: 'sort_by([{t: 2}, {t: 1}], x -> x.t)', result: '[{"t":1},{"t":2}]' },
    { expression: "sort_by(['aaa', 'b'], x -> length(x))", result: '["b","aaa"]' },
  ],
  evaluate: ([array, key, descending], environment) =>
    ordered(array as readonly Value[], key as Lambda, descending === true, environment),
})
