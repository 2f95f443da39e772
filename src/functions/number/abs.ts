import { defineFunction } from '../../catalog/function.ts'
import { negate } from '../../types/arithmetic.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { numberType } from '../common-type.ts'

const isNegative = (value: Value): boolean => order(value, 0) === -1

/** The number without its sign. */
export const absFunction = defineFunction({
  name: 'abs',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: numberType,
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The number without its sign.',
  examples: [
    { expression: 'abs(-3)', result: '3' },
    { expression: 'abs(-1.5)', result: '1.5' },
  ],
  evaluate: ([number]) => (isNegative(number as Value) ? negate(number as Value) : (number as Value)),
})
