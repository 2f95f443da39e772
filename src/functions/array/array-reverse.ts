import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements from the last to the first. */
export const arrayReverseFunction = defineFunction({
  name: 'array_reverse',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements from the last to the first.',
  examples: [
    { expression: 'array_reverse([1, 2, 3])', result: '[3,2,1]' },
    { expression: 'array_reverse([])', result: '[]' },
  ],
  evaluate: ([array], environment) => {
    chargeFor((array as readonly Value[]).length, environment)
    return (array as readonly Value[]).toReversed()
  },
})
