import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The hyperbolic cosine. */
export const coshFunction = defineFunction({
  name: 'cosh',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['DOUBLE'], prose: 'the number' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The hyperbolic cosine.',
  examples: [
    { expression: 'cosh(0)', result: '1' },
    { expression: 'round(cosh(1), 6)', result: '1.543081' },
  ],
  evaluate: ([number]) => checkedDouble(Math.cosh(asNumber(number as Value))),
})
