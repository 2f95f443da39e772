import { defineFunction } from '../../catalog/function.ts'
import { equals } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { numberType } from '../common-type.ts'

/** The number, or NULL where it is 0, as for a divisor. */
export const nullifzeroFunction = defineFunction({
  name: 'nullifzero',
  group: 'null',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => ({ ...numberType(types), nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The number, or NULL where it is 0, as for a divisor.',
  examples: [
    { expression: 'nullifzero(0)', result: 'null' },
    { expression: 'nullifzero(7)', result: '7' },
    { expression: '10 / nullifzero(x)', row: '{"x": 0}', result: 'null' },
  ],
  evaluate: ([number]) => (equals(number as Value, 0) ? null : (number as Value)),
})
