import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements of one array that are in another, each once. */
export const arrayIntersectFunction = defineFunction({
  name: 'array_intersect',
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements of one array that are in another, each once.',
  examples: [
    { expression: 'array_intersect([1, 2, 2], [2, 3])', result: '[2]' },
    { expression: "array_intersect(['a'], [])", result: '[]' },
  ],
  evaluate: ([array, other], environment) => {
    const [all, others] = [array as readonly Value[], other as readonly Value[]]
    chargeFor(all.length + others.length, environment)
    const keys = new Set(others.map(valueKey))
    const kept = new Map(all.map((one): [string, Value] => [valueKey(one), one ?? null]))
    return [...kept].filter(([key]) => keys.has(key)).map(([, one]) => one)
  },
})
