import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements without those that were there before. */
export const arrayDistinctFunction = defineFunction({
  name: 'array_distinct',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements without those that were there before.',
  examples: [
    { expression: 'array_distinct([1, 2, 1.0, NULL, NULL])', result: '[1,2,null]' },
    { expression: "array_distinct(['a', 'b', 'a'])", result: '["a","b"]' },
  ],
  evaluate: ([array], environment) => {
    const seen = new Map<string, Value>()
    chargeFor((array as readonly Value[]).length, environment)
    for (const one of array as readonly Value[]) {
      const key = valueKey(one)
      if (!seen.has(key)) seen.set(key, one ?? null)
    }
    return [...seen.values()]
  },
})
