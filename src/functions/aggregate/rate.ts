import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** What a counter rose by in a span of time, on average between its first and last number; NULL for fewer than two. */
export const rateAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'rate',

  parameters: [
    numberValue,
    {
      name: 'per',
      kinds: ['DURATION'],
      prose: 'the span that it is given for; 1 SECOND if absent',
      optional: true,
      constant: true,
    },
  ],
  result: () => maybe('DOUBLE'),

  prose:
    'What a counter rose by in a span of time, on average between its first and last number; NULL for fewer than two.',
  examples: [
    { expression: 'rate(x)', rows: '[{"x":10}]', result: 'null' },
    { expression: 'rate(x, 1 MINUTE)', rows: '[]', result: 'null' },
  ],
})
