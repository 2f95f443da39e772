import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The angle in radians whose sine this is; an error outside -1 to 1. */
export const asinFunction = defineFunction({
  name: 'asin',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The angle in radians whose sine this is; an error outside -1 to 1.',
  examples: [
    { expression: 'round(asin(1), 6)', result: '1.570796' },
    { expression: 'asin(2)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.asin(asNumber(number as Value))),
})
