import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'
import { numberValue } from './shapes.ts'

/** How steeply y rises with x, by least squares; NULL for fewer than two different x. */
export const slopeAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'slope',
  aliases: ['regr_slope'],
  parameters: [
    { ...numberValue, name: 'y' },
    { ...numberValue, name: 'x' },
  ],
  result: () => maybe('DOUBLE'),

  prose: 'How steeply y rises with x, by least squares; NULL for fewer than two different x.',
  examples: [
    { expression: 'slope(y, x)', rows: '[{"x":1,"y":2},{"x":2,"y":4}]', result: '2' },
    { expression: 'slope(y, x)', rows: '[]', result: 'null' },
  ],
})
