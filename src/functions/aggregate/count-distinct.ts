import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'
import { anyValue } from './shapes.ts'

/** How many different values there are, exactly; NULLs do not count. Its state grows with them. */
export const countDistinctAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'count_distinct',

  parameters: [anyValue],
  result: () => of('INTEGER'),

  prose: 'How many different values there are, exactly; NULLs do not count. Its state grows with them.',
  examples: [
    { expression: 'count_distinct(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '2' },
    { expression: 'count_distinct(x)', rows: '[]', result: '0' },
  ],
})
