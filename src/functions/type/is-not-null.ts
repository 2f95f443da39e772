import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is there a value? The same as IS NOT NULL. */
export const isNotNullFunction = defineFunction({
  name: 'is_not_null',
  aliases: ['isnotnull'],
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is there a value? The same as IS NOT NULL.',
  examples: [
    { expression: 'is_not_null(0)', result: 'true' },
    { expression: 'is_not_null(NULL)', result: 'false' },
  ],
  evaluate: ([value]) => value != null,
})
