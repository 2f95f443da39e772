import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, elementOf, widened } from '../common-type.ts'
import { limitedArray, chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements of two arrays, each once. */
export const arrayUnionFunction = defineFunction({
  name: 'array_union',
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: (types) => ({ ...of('ARRAY'), element: commonType(types.map(elementOf)) }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The elements of two arrays, each once.',
  examples: [
    { expression: 'array_union([1, 2], [2, 3])', result: '[1,2,3]' },
    { expression: "array_union(['a'], [])", result: '["a"]' },
  ],
  evaluate: ([array, other], environment, types) => {
    const to = commonType(types.map(elementOf))
    const all = [array, other].flatMap((one, k) =>
      (one as readonly Value[]).map((element) => widened(element, elementOf(types[k]), to)),
    )
    chargeFor(all.length, environment)
    return limitedArray([...new Map(all.map((one): [string, Value] => [valueKey(one), one])).values()])
  },
})
