import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import type { Value } from '../../types/value.ts'

/** The kind of the value as it is found: BOOLEAN, INTEGER, DOUBLE, DECIMAL, STRING, BYTES, TIMESTAMP, DURATION, ARRAY, OBJECT or NULL (a missing value counts as NULL). */
export const typeofFunction = defineFunction({
  name: 'typeof',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The kind of the value as it is found: BOOLEAN, INTEGER, DOUBLE, DECIMAL, STRING, BYTES, TIMESTAMP, DURATION, ARRAY, OBJECT or NULL (a missing value counts as NULL).',
  examples: [
    { expression: 'typeof(1)', result: '"INTEGER"' },
    { expression: 'typeof(x.y)', row: '{"x": {}}', result: '"NULL"' },
  ],
  evaluate: ([value], _, types) => {
    const kind = types[0]?.kind
    return value != null && (kind === 'TIMESTAMP' || kind === 'DURATION') ? kind : kindOf(value as Value)
  },
})
