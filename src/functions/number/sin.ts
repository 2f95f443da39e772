import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The sine of an angle in radians. */
export const sinFunction = defineFunction({
  name: 'sin',

  group: 'number',
  parameters: [{ name: 'angle', kinds: ['DOUBLE'], prose: 'the angle in radians' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The sine of an angle in radians.',
  examples: [
    { expression: 'sin(0)', result: '0' },
    { expression: 'round(sin(pi() / 2), 9)', result: '1' },
  ],
  evaluate: ([number]) => checkedDouble(Math.sin(asNumber(number as Value))),
})
