import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The angle in radians whose tangent this is. */
export const atanFunction = defineFunction({
  name: 'atan',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The angle in radians whose tangent this is.',
  examples: [
    { expression: 'atan(0)', result: '0' },
    { expression: 'round(atan(1), 6)', result: '0.785398' },
  ],
  evaluate: ([number]) => checkedDouble(Math.atan(asNumber(number as Value))),
})
