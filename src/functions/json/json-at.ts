import { defineFunction } from '../../catalog/function.ts'
import { parseJsonText } from '../../types/json/parse.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Value } from '../../types/value.ts'
import { isObject } from '../limits.ts'
import { pathParameters } from './path-parameters.ts'

/** Text that is JSON as its value; other text has no members. */
export const entered = (value: Value): Value => {
  if (typeof value !== 'string') return value
  try {
    return parseJsonText(value)
  } catch (error) {
    if (error instanceof RecordError) return undefined
    throw error
  }
}

/** The value behind one step, entering JSON text. */
export const stepInto = (value: Value, step: Value): Value => {
  const target = entered(value)
  if (typeof step === 'number' && Array.isArray(target))
    return (target as readonly Value[])[step < 0 ? target.length + step : step - 1]
  if (typeof step !== 'string' || !isObject(target)) return undefined
  return Object.hasOwn(target, step) ? target[step] : undefined
}

/** The value at a path of names and positions, entering JSON text on the way; MISSING where there is none. */
export const jsonAtFunction = defineFunction({
  name: 'json_at',
  group: 'json',
  parameters: pathParameters,
  result: () => ({ kind: 'ANY', nullable: true }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The value at a path of names and positions, where JSON text on the way is entered as if it were its value; MISSING where there is none.',
  examples: [
    { expression: "json_at({a: '{\"b\": [1, 2]}'}, 'a', 'b', -1)", result: '2' },
    { expression: "json_at('{\"a\": null}', 'a') IS MISSING", result: 'false' },
    { expression: "json_at('no JSON', 'a') IS MISSING", result: 'true' },
  ],
  evaluate: ([value, ...steps]) => (steps as readonly Value[]).reduce<Value>(stepInto, value as Value),
})
