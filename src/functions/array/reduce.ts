import { defineFunction } from '../../catalog/function.ts'
import type { Lambda } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { anyType } from '../limits.ts'

/** One value from all elements, from the first to the last. */
export const reduceFunction = defineFunction({
  name: 'reduce',
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    { name: 'start', kinds: ['ANY'], prose: 'the first intermediate result' },
    {
      name: 'join',
      kinds: ['ANY'],
      prose: 'the next intermediate result from the last and an element',
      lambda: { parameters: 2, of: () => [anyType, anyType] },
    },
  ],
  result: () => ({ kind: 'ANY', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'One value from all elements, from the first to the last.',
  examples: [
    { expression: 'reduce([1, 2, 3], 0, (sum, x) -> sum + x)', result: '6' },
    { expression: 'reduce([], 7, (a, x) -> x)', result: '7' },
  ],
  evaluate: ([array, start, join]) =>
    (array as Value[]).reduce(
      (result, element) => (join as Lambda)(result, element) ?? null,
      (start ?? null) as Value,
    ),
})
