import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, elementOf, widened } from '../common-type.ts'
import { limitedArray, chargeFor } from '../limits.ts'

/** All elements of some arrays, one array after the other. */
export const arrayConcatFunction = defineFunction({
  name: 'array_concat',
  aliases: ['array_cat'],
  group: 'array',
  parameters: [{ name: 'arrays', kinds: ['ARRAY'], prose: 'the arrays', rest: true }],
  result: (types) => ({ ...of('ARRAY'), element: commonType(types.map(elementOf)) }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'All elements of some arrays, one array after the other.',
  examples: [
    { expression: 'array_concat([1], [2, 3])', result: '[1,2,3]' },
    { expression: "array_concat([], ['a'])", result: '["a"]' },
    { expression: 'array_concat([1], NULL)', result: 'null' },
  ],
  evaluate: (arrays, environment, types) => {
    const to = commonType(types.map(elementOf))
    const all: Value[] = []
    for (const [k, array] of arrays.entries()) {
      const from = elementOf(types[k])
      chargeFor((array as readonly Value[]).length, environment)
      for (const one of array as readonly Value[]) all.push(widened(one, from, to))
      limitedArray(all)
    }
    return all
  },
})
