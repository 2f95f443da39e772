import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The mean of the numbers, each counting for as long as it held until the next record or the end of the window. */
export const timeWeightedAvgAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'time_weighted_avg',
  aliases: ['twa'],
  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose:
    'The mean of the numbers, each counting for as long as it held until the next record or the end of the window.',
  examples: [
    { expression: 'time_weighted_avg(x)', rows: '[{"x":3}]', result: '3' },
    { expression: 'time_weighted_avg(x)', rows: '[]', result: 'null' },
  ],
})
