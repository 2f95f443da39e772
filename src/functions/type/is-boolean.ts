import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** Is the value a truth value? FALSE for NULL. */
export const isBooleanFunction = defineFunction({
  name: 'is_boolean',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value a truth value? FALSE for NULL.',
  examples: [
    { expression: 'is_boolean(FALSE)', result: 'true' },
    { expression: 'is_boolean(0)', result: 'false' },
  ],
  evaluate: ([value]) => kindOf(value as Value) === 'BOOLEAN',
})
