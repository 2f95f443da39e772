import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'

/** The largest of the values; NULL where one is NULL. */
export const greatestFunction = defineFunction({
  name: 'greatest',
  group: 'number',
  parameters: [
    {
      name: 'values',
      kinds: ['INTEGER', 'DOUBLE', 'DECIMAL', 'STRING', 'TIMESTAMP'],
      prose: 'what is compared',
      rest: true,
    },
  ],
  result: (types) => types[0] ?? { kind: 'NULL', nullable: true },
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The largest of the values; NULL where one is NULL.',
  examples: [
    { expression: 'greatest(3, 1, 2)', result: '3' },
    { expression: "greatest('b', 'a')", result: '"b"' },
  ],
  evaluate: (values) =>
    (values as Value[]).reduce((greatest, one) => (order(one, greatest) === 1 ? one : greatest)),
})
