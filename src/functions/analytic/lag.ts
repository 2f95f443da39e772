import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, nullableFirst } from '../aggregate/shapes.ts'

/** The value of an earlier record of the same key; NULL where there was none. */
export const lagAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'lag',
  aliases: ['previous'],
  parameters: [
    anyValue,
    {
      name: 'offset',
      kinds: ['INTEGER'],
      prose: 'how many records back, 1 to 1,000; 1 if absent',
      optional: true,
      constant: true,
    },
  ],
  result: nullableFirst,

  prose: 'The value of an earlier record of the same key; NULL where there was none.',
  examples: [
    { expression: 'lag(x) OVER (PARTITION BY d)', rows: '[{"d":"a","x":1},{"d":"a","x":2}]', result: '1' },
    { expression: 'lag(x, 2) OVER ()', rows: '[{"x":1},{"x":2},{"x":3}]', result: '1' },
  ],
})
