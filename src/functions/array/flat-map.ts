import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { limitedArray } from '../limits.ts'
import { arrayParameter, elementLambda } from './array-parameter.ts'

/** The arrays that a lambda makes of each element, one after the other. */
export const flatMapFunction = defineFunction({
  name: 'flat_map',
  group: 'array',
  parameters: [arrayParameter, elementLambda('change', 'ANY', 'the array that comes for an element')],
  result: (types) => ({ ...of('ARRAY'), element: elementOf(types[1]) }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The arrays that a lambda makes of each element, one after the other.',
  examples: [
    { expression: "flat_map(['a b', 'c'], x -> split(x, ' '))", result: '["a","b","c"]' },
    { expression: 'flat_map([1, 2], x -> [x, x])', result: '[1,1,2,2]' },
  ],
  evaluate: ([array, change]) => {
    const all: Value[] = []
    for (const one of array as readonly Value[]) {
      const made = (change as Lambda)(one)
      for (const element of Array.isArray(made) ? (made as readonly Value[]) : made == null ? [] : [made])
        all.push(element ?? null)
      limitedArray(all)
    }
    return all
  },
})
