import { defineFunction } from '../../catalog/function.ts'
import { equals } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'

/** NULL where both values are equal, else the first. */
export const nullifFunction = defineFunction({
  name: 'nullif',
  group: 'null',
  parameters: [
    { name: 'value', kinds: ['ANY'], prose: 'the value' },
    { name: 'other', kinds: ['ANY'], prose: 'what is taken for NULL' },
  ],
  compares: true,
  result: (types) => ({ ...(types[0] ?? { kind: 'ANY' as const }), nullable: true }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  prose: 'NULL where both values are equal, else the first.',
  examples: [
    { expression: 'nullif(0, 0)', result: 'null' },
    { expression: 'nullif(1, 0)', result: '1' },
  ],
  evaluate: ([value, other]) => {
    if (value == null || other == null) return (value ?? null) as Value
    return equals(value as Value, other as Value) ? null : (value as Value)
  },
})
