import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'
import { anyValue } from './shapes.ts'

/** How many records the group has with *, else for how many the value is not NULL. */
export const countAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'count',

  parameters: [{ ...anyValue, optional: true }],
  result: () => of('INTEGER'),
  star: true,
  distinct: true,
  prose: 'How many records the group has with *, else for how many the value is not NULL.',
  examples: [
    { expression: 'count(*)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '4' },
    { expression: 'count(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '3' },
    { expression: 'count(DISTINCT x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '2' },
  ],
})
