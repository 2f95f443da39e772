import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { commonType } from '../common-type.ts'
import { comparedParameters, extreme } from './extreme.ts'

/** The largest of the values; NULL where one is NULL. */
export const greatestFunction = defineFunction({
  name: 'greatest',
  group: 'number',
  parameters: comparedParameters,
  compares: true,
  result: commonType,
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The largest of the values; NULL where one is NULL, or where two of different kinds have no order.',
  examples: [
    { expression: 'greatest(3, 1, 2)', result: '3' },
    { expression: "greatest('b', 'a')", result: '"b"' },
    { expression: 'greatest(1, 2.5)', result: '2.5' },
  ],
  evaluate: (values, _, types) => extreme(values as readonly Value[], types, 1),
})
