import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, elementOf, widened } from '../common-type.ts'
import { anyType, limitedArray, chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array with one more element at its end; NULL for a NULL array. */
export const arrayAppendFunction = defineFunction({
  name: 'array_append',
  aliases: ['array_push'],
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what comes behind' }],
  result: (types) => ({
    ...maybe('ARRAY'),
    element: { ...commonType([elementOf(types[0]), types[1] ?? anyType]), nullable: true },
  }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The array with one more element at its end; NULL for a NULL array.',
  examples: [
    { expression: 'array_append([1], 2)', result: '[1,2]' },
    { expression: 'array_append([1], NULL)', result: '[1,null]' },
  ],
  evaluate: ([array, value], environment, types) => {
    if (array == null) return null
    const to = commonType([elementOf(types[0]), types[1] ?? anyType])
    const all = array as readonly Value[]
    chargeFor(all.length, environment)
    return limitedArray([
      ...all.map((one) => widened(one, elementOf(types[0]), to)),
      widened(value as Value, types[1] ?? anyType, to),
    ])
  },
})
