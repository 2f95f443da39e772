import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The angle in radians of the point (x, y), from minus pi to pi. */
export const atan2Function = defineFunction({
  name: 'atan2',

  group: 'number',
  parameters: [
    { name: 'y', kinds: ['DOUBLE'], prose: 'the distance up' },
    { name: 'x', kinds: ['DOUBLE'], prose: 'the distance to the right' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The angle in radians of the point (x, y), from minus pi to pi.',
  examples: [
    { expression: 'atan2(0, 1)', result: '0' },
    { expression: 'round(atan2(1, 0), 6)', result: '1.570796' },
  ],
  evaluate: ([y, x]) => checkedDouble(Math.atan2(asNumber(y as Value), asNumber(x as Value))),
})
