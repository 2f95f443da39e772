import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { order } from '../../types/compare.ts'
import { anyType } from '../limits.ts'
import { commonType, widened } from '../common-type.ts'

/** The number, or the limit that it is beyond. */
export const clampFunction = defineFunction({
  name: 'clamp',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    { name: 'low', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the least result' },
    { name: 'high', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the greatest result' },
  ],
  result: (types) => commonType(types),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The number, or the limit that it is beyond.',
  examples: [
    { expression: 'clamp(120, 0, 100)', result: '100' },
    { expression: 'clamp(-0.5, 0, 1)', result: '0' },
    { expression: 'clamp(7, 0, 10)', result: '7' },
  ],
  evaluate: ([number, low, high], _, types) => {
    const kept = [number, low, high].map((one, k) =>
      widened(one as Value, types[k] ?? anyType, commonType(types)),
    )
    const [value = null, least = null, greatest = null] = kept
    if (order(value, least) === -1) return least
    return order(value, greatest) === 1 ? greatest : value
  },
})
