import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** An angle in degrees as radians. */
export const radiansFunction = defineFunction({
  name: 'radians',

  group: 'number',
  parameters: [{ name: 'angle', kinds: ['DOUBLE'], prose: 'the angle in degrees' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'An angle in degrees as radians.',
  examples: [
    { expression: 'radians(180) = pi()', result: 'true' },
    { expression: 'radians(0)', result: '0' },
  ],
  evaluate: ([angle]) => checkedDouble((asNumber(angle as Value) * Math.PI) / 180),
})
