import { defineFunction } from '../../catalog/function.ts'
import { add } from '../../types/arithmetic.ts'
import type { Value } from '../../types/value.ts'
import { elementOf, numberType } from '../common-type.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter, numbersOf } from './array-parameter.ts'

/** The sum of the numbers of an array; NULLs are skipped, and where none is left it is NULL. */
export const arraySumFunction = defineFunction({
  name: 'array_sum',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({ ...numberType(types.map(elementOf)), nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['wrong-type', 'number-overflow', 'step-limit'],
  prose: 'The sum of the numbers of an array; NULLs are skipped, and where none is left it is NULL.',
  examples: [
    { expression: 'array_sum([1, 2, NULL])', result: '3' },
    { expression: 'array_sum([])', result: 'null' },
    { expression: 'array_sum([1, 2.5])', result: '3.5' },
    { expression: 'array_sum(x)', row: '{"x": [1, "a"]}', error: 'wrong-type' },
  ],
  evaluate: ([array], environment) => {
    const numbers = numbersOf(array as readonly Value[])
    chargeFor(numbers.length, environment)
    return numbers.length === 0 ? null : numbers.reduce(add)
  },
})
