import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, nullableFirst } from './shapes.ts'

/** The value of the last record by event time, NULL too. */
export const lastAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'last',
  aliases: ['last_value', 'latest'],
  parameters: [anyValue],
  result: nullableFirst,

  prose: 'The value of the last record by event time, NULL too.',
  examples: [
    { expression: 'last(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '1' },
    { expression: 'last(x)', rows: '[]', result: 'null' },
  ],
})
