import { defineAggregate } from '../../catalog/aggregate.ts'
import { anyValue, orderedValue, nullableFirst } from './shapes.ts'

/** The value of the record with the largest key; of the first such record. */
export const maxByAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'max_by',
  aliases: ['arg_max'],
  parameters: [anyValue, { ...orderedValue, name: 'key', prose: 'what is compared' }],
  result: nullableFirst,

  prose: 'The value of the record with the largest key; of the first such record.',
  examples: [
    {
      expression: 'max_by(d, x)',
      rows: '[{"d":"a","x":2},{"d":"b","x":9},{"d":"c","x":null}]',
      result: '"b"',
    },
    { expression: 'max_by(d, x)', rows: '[]', result: 'null' },
  ],
})
