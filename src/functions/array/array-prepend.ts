import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, elementOf, widened } from '../common-type.ts'
import { anyType, limitedArray, chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array with one more element at its start; NULL for a NULL array. */
export const arrayPrependFunction = defineFunction({
  name: 'array_prepend',
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what comes first' }],
  result: (types) => ({
    ...maybe('ARRAY'),
    element: { ...commonType([elementOf(types[0]), types[1] ?? anyType]), nullable: true },
  }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The array with one more element at its start; NULL for a NULL array.',
  examples: [
    { expression: 'array_prepend([1], 0)', result: '[0,1]' },
    { expression: "array_prepend([], 'a')", result: '["a"]' },
  ],
  evaluate: ([array, value], environment, types) => {
    if (array == null) return null
    const to = commonType([elementOf(types[0]), types[1] ?? anyType])
    const all = array as readonly Value[]
    chargeFor(all.length, environment)
    return limitedArray([
      widened(value as Value, types[1] ?? anyType, to),
      ...all.map((one) => widened(one, elementOf(types[0]), to)),
    ])
  },
})
