import { defineFunction } from '../../catalog/function.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import type { Value } from '../../types/value.ts'
import { asNumber } from '../limits.ts'

/** e raised to the number. */
export const expFunction = defineFunction({
  name: 'exp',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'e raised to the number.',
  examples: [
    { expression: 'exp(0)', result: '1' },
    { expression: 'exp(1000)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.exp(asNumber(number as Value))),
})
