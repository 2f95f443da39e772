import { defineAggregate } from '../../catalog/aggregate.ts'
import { orderedValue, nullableFirst } from './shapes.ts'

/** The smallest value. NULLs are skipped. */
export const minAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'min',

  parameters: [orderedValue],
  result: nullableFirst,

  prose: 'The smallest value. NULLs are skipped.',
  examples: [
    { expression: 'min(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '1' },
    { expression: 'min(x)', rows: '[]', result: 'null' },
  ],
})
