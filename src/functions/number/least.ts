import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { commonType } from '../common-type.ts'
import { comparedParameters, extreme } from './extreme.ts'

/** The smallest of the values; NULL where one is NULL. */
export const leastFunction = defineFunction({
  name: 'least',
  group: 'number',
  parameters: comparedParameters,
  compares: true,
  result: commonType,
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The smallest of the values; NULL where one is NULL, or where two of different kinds have no order.',
  examples: [
    { expression: 'least(3, 1, 2)', result: '1' },
    { expression: "least('b', 'a')", result: '"a"' },
    { expression: 'least(1, 2.5)', result: '1' },
  ],
  evaluate: (values, _, types) => extreme(values as readonly Value[], types, -1),
})
