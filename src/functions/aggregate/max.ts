import { defineAggregate } from '../../catalog/aggregate.ts'
import { orderedValue, nullableFirst } from './shapes.ts'

/** The largest value. NULLs are skipped. */
export const maxAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'max',

  parameters: [orderedValue],
  result: nullableFirst,

  prose: 'The largest value. NULLs are skipped.',
  examples: [
    { expression: 'max(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '4' },
    { expression: 'max(x)', rows: '[{"x":"a"},{"x":"b"}]', result: '"b"' },
  ],
})
