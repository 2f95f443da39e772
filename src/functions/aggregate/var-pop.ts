import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The variance of the numbers as a whole population. */
export const varPopAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'var_pop',

  parameters: [numberValue],
  result: () => maybe('DOUBLE'),

  prose: 'The variance of the numbers as a whole population.',
  examples: [
    {
      expression: 'var_pop(x)',
      rows: '[{"x":2},{"x":4},{"x":4},{"x":4},{"x":5},{"x":5},{"x":7},{"x":9}]',
      result: '4',
    },
    { expression: 'var_pop(x)', rows: '[]', result: 'null' },
  ],
})
