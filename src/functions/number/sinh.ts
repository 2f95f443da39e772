import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The hyperbolic sine. */
export const sinhFunction = defineFunction({
  name: 'sinh',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The hyperbolic sine.',
  examples: [
    { expression: 'sinh(0)', result: '0' },
    { expression: 'round(sinh(1), 6)', result: '1.175201' },
  ],
  evaluate: ([number]) => checkedDouble(Math.sinh(asNumber(number as Value))),
})
