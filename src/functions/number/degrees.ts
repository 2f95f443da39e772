import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** An angle in radians as degrees. */
export const degreesFunction = defineFunction({
  name: 'degrees',

  group: 'number',
  parameters: [{ name: 'angle', kinds: ['DOUBLE'], prose: 'the angle in radians' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'An angle in radians as degrees.',
  examples: [
    { expression: 'degrees(pi())', result: '180' },
    { expression: 'degrees(0)', result: '0' },
  ],
  evaluate: ([angle]) => checkedDouble((asNumber(angle as Value) * 180) / Math.PI),
})
