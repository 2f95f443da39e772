import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from '../aggregate/shapes.ts'

/** The exponential moving average of the numbers: each new one counts with the weight, the average so far with the rest. */
export const emaAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'ema',

  parameters: [
    numberValue,
    {
      name: 'weight',
      kinds: ['DOUBLE', 'INTEGER'],
      prose: 'of the new number, above 0 and up to 1',
      constant: true,
    },
  ],
  result: () => maybe('DOUBLE'),

  prose:
    'The exponential moving average of the numbers: each new one counts with the weight, the average so far with the rest.',
  examples: [
    { expression: 'ema(x, 0.5) OVER ()', rows: '[{"x":10},{"x":20}]', result: '15' },
    { expression: 'ema(x, 1) OVER ()', rows: '[{"x":10},{"x":20}]', result: '20' },
  ],
})
