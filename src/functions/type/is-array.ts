import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** Is the value an array? FALSE for NULL. */
export const isArrayFunction = defineFunction({
  name: 'is_array',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value an array? FALSE for NULL.',
  examples: [
    { expression: 'is_array([])', result: 'true' },
    { expression: "is_array('[]')", result: 'false' },
  ],
  evaluate: ([value]) => kindOf(value as Value) === 'ARRAY',
})
