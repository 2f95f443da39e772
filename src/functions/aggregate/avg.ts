import { defineAggregate } from '../../catalog/aggregate.ts'
import { numberValue, doubleOf } from './shapes.ts'

/** The mean of the numbers. NULLs are skipped; without a number it is NULL. */
export const avgAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'avg',
  aliases: ['mean'],
  parameters: [numberValue],
  result: doubleOf,
  distinct: true,
  prose: 'The mean of the numbers. NULLs are skipped; without a number it is NULL.',
  examples: [
    { expression: 'avg(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '2' },
    { expression: 'avg(x) FILTER (WHERE x > 1)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '4' },
  ],
})
