import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { toKind } from './to-kind.ts'

/** The value as BOOLEAN, as CAST(value AS BOOLEAN) makes it; an error where it cannot be. TRY(to_boolean(…)) gives NULL instead. */
export const toBooleanFunction = defineFunction({
  name: 'to_boolean',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed'],
  prose:
    'The value as BOOLEAN, as CAST(value AS BOOLEAN) makes it; an error where it cannot be. TRY(to_boolean(…)) gives NULL instead.',
  examples: [
    { expression: "to_boolean('true')", result: 'true' },
    { expression: "to_boolean('maybe')", error: 'cast-failed' },
  ],
  evaluate: ([value], _, types) => toKind(value as Value, types[0], 'BOOLEAN'),
})
