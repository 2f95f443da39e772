import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** Degrees Celsius as degrees Fahrenheit. */
export const fahrenheitFunction = defineFunction({
  name: 'fahrenheit',

  group: 'number',
  parameters: [{ name: 'celsius', kinds: ['DOUBLE'], prose: 'degrees Celsius' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'Degrees Celsius as degrees Fahrenheit.',
  examples: [
    { expression: 'fahrenheit(100)', result: '212' },
    { expression: 'fahrenheit(-40)', result: '-40' },
  ],
  evaluate: ([celsius]) => checkedDouble((asNumber(celsius as Value) * 9) / 5 + 32),
})
