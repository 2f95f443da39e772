import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { commonType, widened } from '../common-type.ts'
import { anyType } from '../limits.ts'

/** The largest of the values; NULL where one is NULL. */
export const greatestFunction = defineFunction({
  name: 'greatest',
  group: 'number',
  parameters: [
    {
      name: 'values',
      kinds: ['INTEGER', 'DOUBLE', 'DECIMAL', 'STRING', 'TIMESTAMP'],
      prose: 'what is compared',
      rest: true,
    },
  ],
  result: commonType,
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The largest of the values; NULL where one is NULL.',
  examples: [
    { expression: 'greatest(3, 1, 2)', result: '3' },
    { expression: "greatest('b', 'a')", result: '"b"' },
    { expression: 'greatest(1, 2.5)', result: '2.5' },
  ],
  evaluate: (values, _, types) => {
    const type = commonType(types)
    const kept = values.map((one, k) => widened(one as Value, types[k] ?? anyType, type))
    return kept.reduce((best, one) => (order(one, best) === 1 ? one : best), kept[0] ?? null)
  },
})
