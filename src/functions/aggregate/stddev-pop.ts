import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The standard deviation of the numbers as a whole population. */
export const stddevPopAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'stddev_pop',

  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose: 'The standard deviation of the numbers as a whole population.',
  examples: [
    {
      expression: 'stddev_pop(x)',
      rows: '[{"x":2},{"x":4},{"x":4},{"x":4},{"x":5},{"x":5},{"x":7},{"x":9}]',
      result: '2',
    },
    { expression: 'stddev_pop(x)', rows: '[]', result: 'null' },
  ],
})
