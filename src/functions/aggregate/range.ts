import { defineAggregate } from '../../catalog/aggregate.ts'
import { numberType } from '../common-type.ts'
import { numberValue } from './shapes.ts'

/** The largest number less the smallest. */
export const rangeAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'range',
  aliases: ['spread'],
  parameters: [numberValue],
  result: (types) => ({ ...numberType(types), nullable: true }),

  prose: 'The largest number less the smallest.',
  examples: [
    { expression: 'range(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '3' },
    { expression: 'range(x)', rows: '[]', result: 'null' },
  ],
})
