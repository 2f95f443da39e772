import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, nullableFirst } from './shapes.ts'

/** The value of the first record by event time, NULL too. */
export const firstAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'first',
  aliases: ['first_value', 'earliest'],
  parameters: [anyValue],
  result: nullableFirst,

  prose: 'The value of the first record by event time, NULL too.',
  examples: [
    { expression: 'first(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '1' },
    { expression: 'first(x)', rows: '[]', result: 'null' },
  ],
})
