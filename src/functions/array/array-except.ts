import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements of one array that are not in another, each once. */
export const arrayExceptFunction = defineFunction({
  name: 'array_except',
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements of one array that are not in another, each once.',
  examples: [
    { expression: 'array_except([1, 2, 1, 3], [3])', result: '[1,2]' },
    { expression: 'array_except([], [1])', result: '[]' },
  ],
  evaluate: ([array, other], environment) => {
    const [all, others] = [array as readonly Value[], other as readonly Value[]]
    chargeFor(all.length + others.length, environment)
    const keys = new Set(others.map(valueKey))
    const kept = new Map(all.map((one): [string, Value] => [valueKey(one), one ?? null]))
    return [...kept].filter(([key]) => !keys.has(key)).map(([, one]) => one)
  },
})
