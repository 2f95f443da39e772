import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The number below which this fraction of all lies, between two neighbours by a straight line. */
export const percentileAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'percentile',
  aliases: ['percentile_cont', 'quantile'],
  parameters: [
    numberValue,
    { name: 'fraction', kinds: ['DOUBLE', 'INTEGER'], prose: 'from 0 to 1, as 0.95', constant: true },
  ],
  result: () => maybe('DOUBLE'),

  prose: 'The number below which this fraction of all lies, between two neighbours by a straight line.',
  examples: [
    { expression: 'percentile(x, 0.5)', rows: '[{"x":1},{"x":2},{"x":3},{"x":4}]', result: '2.5' },
    {
      expression: 'percentile(x, 1)',
      rows: '[{"x":2},{"x":4},{"x":4},{"x":4},{"x":5},{"x":5},{"x":7},{"x":9}]',
      result: '9',
    },
  ],
})
