import { defineFunction } from '../../catalog/function.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import type { Value } from '../../types/value.ts'
import { asNumber } from '../limits.ts'

/** The natural logarithm. */
export const lnFunction = defineFunction({
  name: 'ln',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The natural logarithm.',
  examples: [
    { expression: 'ln(1)', result: '0' },
    { expression: 'ln(0)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.log(asNumber(number as Value))),
})
