import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { arrayParameter, elementLambda } from './array-parameter.ts'

/** For how many elements the test is TRUE. */
export const countIfFunction = defineFunction({
  name: 'count_if',
  group: 'array',
  parameters: [arrayParameter, elementLambda('test', 'BOOLEAN', 'TRUE for the elements that count')],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'For how many elements the test is TRUE.',
  examples: [
    { expression: 'count_if([1, 5, 7], x -> x > 2)', result: '2' },
    { expression: 'count_if([], x -> TRUE)', result: '0' },
  ],
  evaluate: ([array, test]) =>
    (array as readonly Value[]).filter((one) => (test as Lambda)(one) === true).length,
})
