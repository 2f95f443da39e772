import { defineFunction } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** The type that JSON has for a value. */
export const jsonTypeOf = (value: Value): string => {
  const kind = kindOf(value)
  if (kind === 'INTEGER' || kind === 'DOUBLE' || kind === 'DECIMAL') return 'number'
  return kind === 'BYTES' ? 'string' : kind.toLowerCase()
}

/** What the value is in JSON: 'object', 'array', 'string', 'number', 'boolean' or 'null'. */
export const jsonTypeFunction = defineFunction({
  name: 'json_type',
  aliases: ['json_typeof', 'jsonb_typeof'],
  group: 'json',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('STRING'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: "What the value is in JSON: 'object', 'array', 'string', 'number', 'boolean' or 'null'.",
  examples: [
    { expression: 'json_type([1])', result: '"array"' },
    { expression: 'json_type(NULL)', result: '"null"' },
    { expression: 'json_type(x)', row: '{"x": 1.5}', result: '"number"' },
  ],
  evaluate: ([value], _, types) => {
    if (value != null && (types[0]?.kind === 'TIMESTAMP' || types[0]?.kind === 'DURATION')) return 'string'
    return jsonTypeOf(value as Value)
  },
})
