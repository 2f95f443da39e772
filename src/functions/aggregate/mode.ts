import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, nullableFirst } from './shapes.ts'

/** The value that comes most often; the earliest of several. */
export const modeAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'mode',

  parameters: [anyValue],
  result: nullableFirst,

  prose: 'The value that comes most often; the earliest of several.',
  examples: [
    { expression: 'mode(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '1' },
    { expression: 'mode(x)', rows: '[]', result: 'null' },
  ],
})
