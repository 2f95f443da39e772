import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** Is the value a whole number of 64 bits? FALSE for NULL. */
export const isIntegerFunction = defineFunction({
  name: 'is_integer',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value a whole number of 64 bits? FALSE for NULL.',
  examples: [
    { expression: 'is_integer(7)', result: 'true' },
    { expression: 'is_integer(x)', row: '{"x": 7.5}', result: 'false' },
  ],
  evaluate: ([value], _, types) =>
    kindOf(value as Value) === 'INTEGER' && types[0]?.kind !== 'TIMESTAMP' && types[0]?.kind !== 'DURATION',
})
