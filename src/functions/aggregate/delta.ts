import { defineAggregate } from '../../catalog/aggregate.ts'
import { numberType } from '../common-type.ts'
import { numberValue } from './shapes.ts'

/** The last number less the first, by event time: what a meter counted, where it was not set back. */
export const deltaAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'delta',

  parameters: [numberValue],
  result: (types) => ({ ...numberType(types), nullable: true }),

  prose: 'The last number less the first, by event time: what a meter counted, where it was not set back.',
  examples: [
    { expression: 'delta(x)', rows: '[{"x":10},{"x":17}]', result: '7' },
    { expression: 'delta(x)', rows: '[{"x":10}]', result: '0' },
  ],
})
