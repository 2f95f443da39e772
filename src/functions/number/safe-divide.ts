import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { maybe } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The quotient; NULL where the divisor is 0. */
export const safeDivideFunction = defineFunction({
  name: 'safe_divide',

  group: 'number',
  parameters: [
    { name: 'dividend', kinds: ['DOUBLE'], prose: 'what is divided' },
    { name: 'divisor', kinds: ['DOUBLE'], prose: 'what it is divided by' },
  ],
  result: () => maybe('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The quotient; NULL where the divisor is 0.',
  examples: [
    { expression: 'safe_divide(1, 4)', result: '0.25' },
    { expression: 'safe_divide(1, 0)', result: 'null' },
  ],
  evaluate: ([dividend, divisor]) => {
    const by = asNumber(divisor as Value)
    return by === 0 ? null : checkedDouble(asNumber(dividend as Value) / by)
  },
})
