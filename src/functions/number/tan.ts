import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The tangent of an angle in radians. */
export const tanFunction = defineFunction({
  name: 'tan',

  group: 'number',
  parameters: [{ name: 'angle', kinds: ['DOUBLE'], prose: 'the angle in radians' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The tangent of an angle in radians.',
  examples: [
    { expression: 'tan(0)', result: '0' },
    { expression: 'round(tan(pi() / 4), 9)', result: '1' },
  ],
  evaluate: ([number]) => checkedDouble(Math.tan(asNumber(number as Value))),
})
