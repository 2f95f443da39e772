import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The cube root. */
export const cbrtFunction = defineFunction({
  name: 'cbrt',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The cube root.',
  examples: [
    { expression: 'cbrt(27)', result: '3' },
    { expression: 'cbrt(-8)', result: '-2' },
  ],
  evaluate: ([number]) => checkedDouble(Math.cbrt(asNumber(number as Value))),
})
