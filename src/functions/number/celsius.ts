import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** Degrees Fahrenheit as degrees Celsius. */
export const celsiusFunction = defineFunction({
  name: 'celsius',

  group: 'number',
  parameters: [{ name: 'fahrenheit', kinds: ['DOUBLE'], prose: 'degrees Fahrenheit' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'Degrees Fahrenheit as degrees Celsius.',
  examples: [
    { expression: 'celsius(212)', result: '100' },
    { expression: 'celsius(-40)', result: '-40' },
  ],
  evaluate: ([fahrenheit]) => checkedDouble(((asNumber(fahrenheit as Value) - 32) * 5) / 9),
})
