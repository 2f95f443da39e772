import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array in pieces of so many elements, the last one shorter; NULL where the size is below 1. */
export const chunkFunction = defineFunction({
  name: 'chunk',
  group: 'array',
  parameters: [arrayParameter, { name: 'size', kinds: ['INTEGER'], prose: 'most elements of a piece' }],
  result: (types) => ({ ...maybe('ARRAY'), element: types[0] ?? of('ARRAY') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The array in pieces of so many elements, the last one shorter; NULL where the size is below 1.',
  examples: [
    { expression: 'chunk([1, 2, 3], 2)', result: '[[1,2],[3]]' },
    { expression: 'chunk([], 2)', result: '[]' },
  ],
  evaluate: ([array, size], environment) => {
    const [all, step] = [array as readonly Value[], Number(size)]
    if (step < 1) return null
    chargeFor(all.length, environment)
    return Array.from({ length: Math.ceil(all.length / step) }, (_, k) => all.slice(k * step, (k + 1) * step))
  },
})
