import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The number in the middle; the mean of both where there are two. */
export const medianAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'median',

  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose: 'The number in the middle; the mean of both where there are two.',
  examples: [
    { expression: 'median(x)', rows: '[{"x":1},{"x":9},{"x":2}]', result: '2' },
    { expression: 'median(x)', rows: '[{"x":1},{"x":2}]', result: '1.5' },
  ],
})
