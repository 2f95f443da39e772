import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { arrayParameter, elementLambda } from './array-parameter.ts'

/** The first element for which the test is TRUE; NULL where there is none. */
export const findFunction = defineFunction({
  name: 'find',
  group: 'array',
  parameters: [arrayParameter, elementLambda('test', 'BOOLEAN', 'TRUE for the element that is wanted')],
  result: (types) => ({ ...elementOf(types[0]), nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The first element for which the test is TRUE; NULL where there is none.',
  examples: [
    { expression: 'find([1, 5, 7], x -> x > 2)', result: '5' },
    { expression: 'find([1], x -> x > 2)', result: 'null' },
  ],
  evaluate: ([array, test]) =>
    (array as readonly Value[]).find((one) => (test as Lambda)(one) === true) ?? null,
})
