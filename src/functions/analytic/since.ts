import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'

/** How long ago, by event time, the condition was last TRUE for the key; NULL where it never was. */
export const sinceAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'since',

  parameters: [{ name: 'condition', kinds: ['BOOLEAN'], prose: 'the condition' }],
  result: () => maybe('DURATION'),

  prose: 'How long ago, by event time, the condition was last TRUE for the key; NULL where it never was.',
  examples: [
    { expression: 'since(x > 5) OVER ()', rows: '[{"x":6}]', result: '"PT0S"' },
    { expression: 'since(x > 5) OVER ()', rows: '[{"x":1}]', result: 'null' },
  ],
})
