import { defineAggregate } from '../../catalog/aggregate.ts'
import { arrayOf } from '../common-type.ts'
import { anyType } from '../limits.ts'
import { anyValue } from './shapes.ts'

/** The values as an array, in order, NULL too, and never more than its limit. */
export const collectAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'collect',
  aliases: ['array_agg', 'collect_list'],
  parameters: [
    anyValue,
    {
      name: 'limit',
      kinds: ['INTEGER'],
      prose: 'most elements, 1,000 if absent',
      optional: true,
      constant: true,
    },
  ],
  result: (types) => arrayOf(types[0] ?? anyType),
  distinct: true,
  prose: 'The values as an array, in order, NULL too, and never more than its limit.',
  examples: [
    { expression: 'collect(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '[1,4,null,1]' },
    { expression: 'collect(x, 2)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '[1,4]' },
  ],
})
