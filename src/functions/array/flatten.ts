import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { limitedArray, chargeFor, ARRAY_LENGTH_MAX } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements of the arrays inside an array as one array; what is no array stays, NULL arrays go. */
export const flattenFunction = defineFunction({
  name: 'flatten',
  aliases: ['array_flatten'],
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({ ...of('ARRAY'), element: elementOf(elementOf(types[0])) }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The elements of the arrays inside an array as one array; what is no array stays, NULL arrays go.',
  examples: [
    { expression: 'flatten([[1, 2], [], [3]])', result: '[1,2,3]' },
    { expression: 'flatten([[1, [2]], NULL])', result: '[1,[2]]' },
  ],
  evaluate: ([array], environment) => {
    const all: Value[] = []
    for (const one of array as readonly Value[]) {
      if (one == null) continue
      if (!Array.isArray(one)) all.push(one)
      else {
        const inner = one as readonly Value[]
        chargeFor(inner.length, environment)
        if (all.length + inner.length > ARRAY_LENGTH_MAX)
          limitedArray({ length: all.length + inner.length } as readonly Value[])
        for (const element of inner) all.push(element ?? null)
      }
    }
    return limitedArray(all)
  },
})
