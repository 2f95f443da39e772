import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, orderedValue, nullableFirst } from './shapes.ts'

/** The value of the record with the smallest key; of the first such record. */
export const minByAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'min_by',
  aliases: ['arg_min'],
  parameters: [anyValue, { ...orderedValue, name: 'key', prose: 'what is compared' }],
  result: nullableFirst,

  prose: 'The value of the record with the smallest key; of the first such record.',
  examples: [
    {
      expression: 'min_by(d, x)',
      rows: '[{"d":"a","x":2},{"d":"b","x":9},{"d":"c","x":null}]',
      result: '"a"',
    },
    { expression: 'min_by(d, x)', rows: '[]', result: 'null' },
  ],
})
