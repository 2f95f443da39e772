import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The logarithm to the base of 10; an error for a number that is not above 0. */
export const log10Function = defineFunction({
  name: 'log10',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The logarithm to the base of 10; an error for a number that is not above 0.',
  examples: [
    { expression: 'log10(1000)', result: '3' },
    { expression: 'log10(0)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => checkedDouble(Math.log10(asNumber(number as Value))),
})
