import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The cosine of an angle in radians. */
export const cosFunction = defineFunction({
  name: 'cos',

  group: 'number',
  parameters: [{ name: 'angle', kinds: ['DOUBLE'], prose: 'the angle in radians' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The cosine of an angle in radians.',
  examples: [
    { expression: 'cos(0)', result: '1' },
    { expression: 'round(cos(pi()), 9)', result: '-1' },
  ],
  evaluate: ([number]) => checkedDouble(Math.cos(asNumber(number as Value))),
})
