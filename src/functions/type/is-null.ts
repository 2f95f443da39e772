import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is the value NULL or missing? The same as IS NULL. */
export const isNullFunction = defineFunction({
  name: 'is_null',
  aliases: ['isnull'],
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the value NULL or missing? The same as IS NULL.',
  examples: [
    { expression: 'is_null(NULL)', result: 'true' },
    { expression: 'is_null(0)', result: 'false' },
    { expression: 'is_null(x.y)', row: '{"x": {}}', result: 'true' },
  ],
  evaluate: ([value]) => value == null,
})
