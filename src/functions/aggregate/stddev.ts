import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The standard deviation of the numbers as a sample; NULL for fewer than two. */
export const stddevAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'stddev',
  aliases: ['stddev_samp'],
  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose: 'The standard deviation of the numbers as a sample; NULL for fewer than two.',
  examples: [
    { expression: 'stddev(x)', rows: '[{"x":1},{"x":3}]', result: '1.4142135623730951' },
    { expression: 'stddev(x)', rows: '[{"x":1}]', result: 'null' },
  ],
})
