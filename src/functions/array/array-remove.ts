import { defineFunction } from '../../catalog/function.ts'
import { equals } from '../../types/compare.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array without the elements that equal a value. */
export const arrayRemoveFunction = defineFunction({
  name: 'array_remove',
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what goes' }],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The array without the elements that equal a value.',
  examples: [
    { expression: 'array_remove([1, 2, 1], 1)', result: '[2]' },
    { expression: "array_remove([1], '1')", result: '[1]' },
  ],
  evaluate: ([array, value], environment) => {
    chargeFor((array as readonly Value[]).length, environment)
    return (array as readonly Value[]).filter((one) => one == null || !equals(one, value as Value))
  },
})
