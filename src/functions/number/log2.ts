import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The logarithm to the base of 2; an error for a number that is not above 0. */
export const log2Function = defineFunction({
  name: 'log2',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The logarithm to the base of 2; an error for a number that is not above 0.',
  examples: [
    { expression: 'log2(8)', result: '3' },
    { expression: 'log2(-1)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.log2(asNumber(number as Value))),
})
