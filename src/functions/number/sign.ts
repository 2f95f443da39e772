import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'

/** Whether the number is below, at or above zero: -1, 0 or 1. */
export const signFunction = defineFunction({
  name: 'sign',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'Whether the number is below, at or above zero: -1, 0 or 1.',
  examples: [
    { expression: 'sign(-7)', result: '-1' },
    { expression: 'sign(0.0)', result: '0' },
  ],
  evaluate: ([number]) => order(number as Value, 0) ?? 0,
})
