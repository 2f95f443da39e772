import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { toKind } from './to-kind.ts'

/** The value as STRING, as CAST(value AS STRING) makes it; an error where it cannot be. TRY(to_string(…)) gives NULL instead. */
export const toStringFunction = defineFunction({
  name: 'to_string',
  aliases: ['to_varchar'],
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed', 'value-too-large'],
  prose:
    'The value as STRING, as CAST(value AS STRING) makes it; an error where it cannot be. TRY(to_string(…)) gives NULL instead.',
  examples: [
    { expression: 'to_string(12)', result: '"12"' },
    { expression: 'to_string(TRUE)', result: '"true"' },
    { expression: "to_string(TIMESTAMP '2026-01-01T00:00:00Z')", result: '"2026-01-01T00:00:00Z"' },
  ],
  evaluate: ([value], _, types) => toKind(value as Value, types[0], 'STRING'),
})
