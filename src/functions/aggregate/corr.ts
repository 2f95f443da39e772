import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** The correlation of two numbers, -1 to 1; NULL for fewer than two pairs, or where one of both never changes. */
export const corrAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'corr',

  parameters: [
    { ...numberValue, name: 'y' },
    { ...numberValue, name: 'x' },
  ],
  result: () => maybe('DOUBLE'),

  prose:
    'The correlation of two numbers, -1 to 1; NULL for fewer than two pairs, or where one of both never changes.',
  examples: [
    { expression: 'corr(x, y)', rows: '[{"x":1,"y":2},{"x":2,"y":4}]', result: '1' },
    { expression: 'corr(x, y)', rows: '[]', result: 'null' },
  ],
})
