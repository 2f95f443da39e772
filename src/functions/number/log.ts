import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The logarithm of a number to a base; an error where it has none. */
export const logFunction = defineFunction({
  name: 'log',

  group: 'number',
  parameters: [
    { name: 'base', kinds: ['DOUBLE'], prose: 'the base' },
    { name: 'number', kinds: ['DOUBLE'], prose: 'the number' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The logarithm of a number to a base; an error where it has none.',
  examples: [
    { expression: 'log(2, 8)', result: '3' },
    { expression: 'log(10, 0)', error: 'number-overflow' },
  ],
  evaluate: ([base, number]) =>
    checkedDouble(Math.log(asNumber(number as Value)) / Math.log(asNumber(base as Value))),
})
