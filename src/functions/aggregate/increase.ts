import { defineAggregate } from '../../catalog/aggregate.ts'
import { numberType } from '../common-type.ts'
import { numberValue } from './shapes.ts'

/** What a counter rose by, where a smaller number than the one before means that it was set back to 0. */
export const increaseAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'increase',

  parameters: [numberValue],
  result: (types) => ({ ...numberType(types), nullable: true }),

  prose:
    'What a counter rose by, where a smaller number than the one before means that it was set back to 0.',
  examples: [
    { expression: 'increase(x)', rows: '[{"x":10},{"x":17},{"x":2}]', result: '9' },
    { expression: 'increase(x)', rows: '[{"x":10}]', result: '0' },
  ],
})
