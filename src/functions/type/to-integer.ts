import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { toKind } from './to-kind.ts'

/** The value as INTEGER, as CAST(value AS INTEGER) makes it; an error where it cannot be. TRY(to_integer(…)) gives NULL instead. */
export const toIntegerFunction = defineFunction({
  name: 'to_integer',
  aliases: ['to_int'],
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed', 'number-overflow'],
  prose:
    'The value as INTEGER, as CAST(value AS INTEGER) makes it; an error where it cannot be. TRY(to_integer(…)) gives NULL instead.',
  examples: [
    { expression: "to_integer('12')", result: '12' },
    { expression: 'to_integer(2.5)', result: '3' },
    { expression: "to_integer('x')", error: 'cast-failed' },
  ],
  evaluate: ([value], _, types) => toKind(value as Value, types[0], 'INTEGER'),
})
