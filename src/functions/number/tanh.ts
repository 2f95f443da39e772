import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The hyperbolic tangent. */
export const tanhFunction = defineFunction({
  name: 'tanh',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The hyperbolic tangent.',
  examples: [
    { expression: 'tanh(0)', result: '0' },
    { expression: 'round(tanh(1), 6)', result: '0.761594' },
  ],
  evaluate: ([number]) => checkedDouble(Math.tanh(asNumber(number as Value))),
})
