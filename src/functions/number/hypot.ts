import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The length of the hypotenuse, without overflow on the way. */
export const hypotFunction = defineFunction({
  name: 'hypot',

  group: 'number',
  parameters: [
    { name: 'x', kinds: ['DOUBLE'], prose: 'one side' },
    { name: 'y', kinds: ['DOUBLE'], prose: 'the other side' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The length of the hypotenuse, without overflow on the way.',
  examples: [
    { expression: 'hypot(3, 4)', result: '5' },
    { expression: 'hypot(0, 0)', result: '0' },
  ],
  evaluate: ([x, y]) => checkedDouble(Math.hypot(asNumber(x as Value), asNumber(y as Value))),
})
