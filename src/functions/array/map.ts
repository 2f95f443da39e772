import { defineFunction } from '../../catalog/function.ts'
import type { Lambda } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { anyType } from '../limits.ts'

/** The array with every element changed. */
export const mapFunction = defineFunction({
  name: 'map',
  aliases: ['transform'],
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    {
      name: 'change',
      kinds: ['ANY'],
      prose: 'the new value of an element',
      lambda: { parameters: 1, of: (before) => [before[0]?.element ?? anyType] },
    },
  ],
  result: (types) => ({ kind: 'ARRAY', nullable: false, element: types[1] ?? anyType }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The array with every element changed.',
  examples: [
    { expression: 'map([1, 2], x -> x * 10)', result: '[10,20]' },
    { expression: 'map([], x -> x)', result: '[]' },
  ],
  evaluate: ([array, change]) => (array as Value[]).map((element) => (change as Lambda)(element) ?? null),
})
