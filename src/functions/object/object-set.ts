import { defineFunction } from '../../catalog/function.ts'
import { toAny } from '../../types/text-of.ts'
import { maybe } from '../../types/type.ts'
import type { Value, ObjectValue } from '../../types/value.ts'
import { anyType, chargeFor, newObject } from '../limits.ts'
import { objectParameter } from './object-parameter.ts'

/** The object with one member set; NULL for a NULL object or name. */
export const objectSetFunction = defineFunction({
  name: 'object_set',
  aliases: ['object_insert'],
  group: 'object',
  parameters: [
    objectParameter,
    { name: 'name', kinds: ['STRING'], prose: 'the name of the member' },
    { name: 'value', kinds: ['ANY'], prose: 'its value' },
  ],
  result: () => maybe('OBJECT'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The object with one member set; NULL for a NULL object or name.',
  examples: [
    { expression: "object_set({a: 1}, 'b', 2)", result: '{"a":1,"b":2}' },
    { expression: "object_set({a: 1}, 'a', NULL)", result: '{"a":null}' },
  ],
  evaluate: ([object, name, value], environment, types) => {
    if (object == null || name == null) return null
    const entries = Object.entries(object as ObjectValue)
    chargeFor(entries.length, environment)
    const changed = newObject()
    for (const [key, old] of entries) changed[key] = old
    changed[name as string] = toAny((value ?? null) as Value, types[2] ?? anyType)
    return changed
  },
})
