import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The variance of the numbers as a sample; NULL for fewer than two. */
export const varianceAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'variance',
  aliases: ['var_samp'],
  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose: 'The variance of the numbers as a sample; NULL for fewer than two.',
  examples: [
    { expression: 'variance(x)', rows: '[{"x":1},{"x":3}]', result: '2' },
    { expression: 'variance(x)', rows: '[{"x":1}]', result: 'null' },
  ],
})
