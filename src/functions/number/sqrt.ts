import { defineFunction } from '../../catalog/function.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import type { Value } from '../../types/value.ts'
import { asNumber } from '../limits.ts'

/** The square root. */
export const sqrtFunction = defineFunction({
  name: 'sqrt',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The square root.',
  examples: [
    { expression: 'sqrt(16)', result: '4' },
    { expression: 'sqrt(-1)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.sqrt(asNumber(number as Value))),
})
