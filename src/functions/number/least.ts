import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { commonType, widened } from '../common-type.ts'
import { anyType } from '../limits.ts'

/** The smallest of the values; NULL where one is NULL. */
export const leastFunction = defineFunction({
  name: 'least',
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
  prose: 'The smallest of the values; NULL where one is NULL.',
  examples: [
    { expression: 'least(3, 1, 2)', result: '1' },
    { expression: "least('b', 'a')", result: '"a"' },
    { expression: 'least(1, 2.5)', result: '1' },
  ],
  evaluate: (values, _, types) => {
    const type = commonType(types)
    const kept = values.map((one, k) => widened(one as Value, types[k] ?? anyType, type))
    return kept.reduce((best, one) => (order(one, best) === -1 ? one : best), kept[0] ?? null)
  },
})
