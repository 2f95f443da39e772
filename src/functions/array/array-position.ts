import { defineFunction } from '../../catalog/function.ts'
import { equals } from '../../types/compare.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** Where the value first stands in the array, from 1; 0 where it does not. */
export const arrayPositionFunction = defineFunction({
  name: 'array_position',
  aliases: ['index_of'],
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what is looked for' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'Where the value first stands in the array, from 1; 0 where it does not.',
  examples: [
    { expression: "array_position(['a', 'b'], 'b')", result: '2' },
    { expression: 'array_position([1], 2)', result: '0' },
  ],
  evaluate: ([array, value], environment) => {
    chargeFor((array as readonly Value[]).length, environment)
    return (array as readonly Value[]).findIndex((one) => one != null && equals(one, value as Value)) + 1
  },
})
