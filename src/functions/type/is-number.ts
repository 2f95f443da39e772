import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import type { Value } from '../../types/value.ts'

/** Is the value a number?. */
export const isNumberFunction = defineFunction({
  name: 'is_number',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value a number?',
  examples: [
    { expression: 'is_number(1.5)', result: 'true' },
    { expression: "is_number('1')", result: 'false' },
  ],
  evaluate: ([value]) => ['INTEGER', 'DOUBLE', 'DECIMAL'].includes(kindOf(value as Value)),
})
