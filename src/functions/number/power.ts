import { defineFunction } from '../../catalog/function.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import type { Value } from '../../types/value.ts'
import { asNumber } from '../limits.ts'

/** The number raised to a power. */
export const powerFunction = defineFunction({
  name: 'power',
  aliases: ['pow'],
  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    { name: 'exponent', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the exponent' },
  ],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The number raised to a power.',
  examples: [
    { expression: 'power(2, 10)', result: '1024' },
    { expression: 'power(10, 999)', error: 'number-overflow' },
  ],
  evaluate: ([number, exponent]) => checkedDouble(asNumber(number as Value) ** asNumber(exponent as Value)),
})
