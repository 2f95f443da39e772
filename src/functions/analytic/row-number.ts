import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'

/** The number of the record among those of its key, from 1. */
export const rowNumberAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'row_number',

  parameters: [],
  result: () => of('INTEGER'),

  prose: 'The number of the record among those of its key, from 1.',
  examples: [
    { expression: 'row_number() OVER ()', rows: '[{"x":1},{"x":1}]', result: '2' },
    { expression: 'row_number() OVER (PARTITION BY d)', rows: '[{"d":"a"},{"d":"b"}]', result: '1' },
  ],
})
