import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'

/** The smallest of the values; NULL where one is NULL. */
export const leastFunction = defineFunction({
  name: 'least',
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
  prose: 'The smallest of the values; NULL where one is NULL.',
  examples: [
    { expression: 'least(3, 1, 2)', result: '1' },
    { expression: "least('b', 'a')", result: '"a"' },
  ],
  evaluate: (values) => (values as Value[]).reduce((least, one) => (order(one, least) === -1 ? one : least)),
})
