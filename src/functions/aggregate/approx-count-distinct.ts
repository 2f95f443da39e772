import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'
import { anyValue } from './shapes.ts'

/** About how many different values there are, by a sketch of fixed size that is off by two per cent or so; NULLs do not count. */
export const approxCountDistinctAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'approx_count_distinct',
  aliases: ['approx_distinct'],
  parameters: [anyValue],
  result: () => of('INTEGER'),

  prose:
    'About how many different values there are, by a sketch of fixed size that is off by two per cent or so; NULLs do not count.',
  examples: [
    { expression: 'approx_count_distinct(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '2' },
    { expression: 'approx_count_distinct(x)', rows: '[]', result: '0' },
  ],
})
