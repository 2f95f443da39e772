import { defineFunction } from '../../catalog/function.ts'
import { add, divide } from '../../types/arithmetic.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter, numbersOf } from './array-parameter.ts'

/** The mean of the numbers of an array; NULLs are skipped, and where none is left it is NULL. */
export const arrayAvgFunction = defineFunction({
  name: 'array_avg',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) =>
    maybe(
      elementOf(types[0]).kind === 'DECIMAL'
        ? 'DECIMAL'
        : elementOf(types[0]).kind === 'ANY'
          ? 'ANY'
          : 'DOUBLE',
    ),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['wrong-type', 'number-overflow', 'step-limit'],
  prose: 'The mean of the numbers of an array; NULLs are skipped, and where none is left it is NULL.',
  examples: [
    { expression: 'array_avg([1, 2])', result: '1.5' },
    { expression: 'array_avg([NULL])', result: 'null' },
    { expression: 'array_avg(x)', row: '{"x": [2, 2.5]}', result: '2.25' },
  ],
  evaluate: ([array], environment) => {
    const numbers = numbersOf(array as readonly Value[])
    chargeFor(numbers.length, environment)
    return numbers.length === 0 ? null : divide(numbers.reduce(add), numbers.length)
  },
})
