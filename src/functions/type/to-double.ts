import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { toKind } from './to-kind.ts'

/** The value as DOUBLE, as CAST(value AS DOUBLE) makes it; an error where it cannot be. TRY(to_double(…)) gives NULL instead. */
export const toDoubleFunction = defineFunction({
  name: 'to_double',
  aliases: ['to_float'],
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed', 'number-overflow'],
  prose:
    'The value as DOUBLE, as CAST(value AS DOUBLE) makes it; an error where it cannot be. TRY(to_double(…)) gives NULL instead.',
  examples: [
    { expression: "to_double('1.5')", result: '1.5' },
    { expression: 'to_double(x)', row: '{"x": 2}', result: '2' },
    { expression: "to_double('x')", error: 'cast-failed' },
  ],
  evaluate: ([value], _, types) => toKind(value as Value, types[0], 'DOUBLE'),
})
