import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { chargeFor, newObject } from '../limits.ts'

/** One object with the members of all; of two with one name the last counts. */
export const mergeFunction = defineFunction({
  name: 'merge',
  aliases: ['object_concat'],
  group: 'object',
  parameters: [{ name: 'objects', kinds: ['OBJECT'], prose: 'the objects', rest: true }],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'One object with the members of all; of two with one name the last counts.',
  examples: [
    { expression: 'merge({a: 1, b: 1}, {b: 2})', result: '{"a":1,"b":2}' },
    { expression: 'merge({}, {a: NULL})', result: '{"a":null}' },
  ],
  evaluate: (objects, environment) => {
    const merged = newObject()
    for (const object of objects) {
      const entries = Object.entries(object as ObjectValue)
      chargeFor(entries.length, environment)
      for (const [name, value] of entries) merged[name] = value
    }
    return merged
  },
})
