import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'
import { arrayOf } from '../common-type.ts'
import { anyType } from '../limits.ts'
import { anyValue } from './shapes.ts'

/** The values that come most often as {value, count}, from the most frequent down. */
export const topAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'top',
  aliases: ['topk', 'approx_top_k'],
  parameters: [
    anyValue,
    { name: 'count', kinds: ['INTEGER'], prose: 'how many, 100 at most', constant: true },
  ],
  result: (types) =>
    arrayOf({
      kind: 'OBJECT',
      nullable: false,
      fields: [
        { name: 'value', type: types[0] ?? anyType },
        { name: 'count', type: of('INTEGER') },
      ],
    }),

  prose: 'The values that come most often as {value, count}, from the most frequent down.',
  examples: [
    {
      expression: 'top(x, 1)',
      rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]',
      result: '[{"value":1,"count":2}]',
    },
    { expression: 'top(x, 3)', rows: '[]', result: '[]' },
  ],
})
