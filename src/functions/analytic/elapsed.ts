import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'

/** The event time that has passed since the record before, of the same key; NULL for the first. */
export const elapsedAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'elapsed',

  parameters: [],
  result: () => maybe('DURATION'),

  prose: 'The event time that has passed since the record before, of the same key; NULL for the first.',
  examples: [
    { expression: 'elapsed() OVER (PARTITION BY d)', rows: '[{"d":"a"}]', result: 'null' },
    { expression: 'elapsed() OVER ()', rows: '[{"d":"a"}]', result: 'null' },
  ],
})
