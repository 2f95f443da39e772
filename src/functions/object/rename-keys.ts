import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { chargeFor, newObject } from '../limits.ts'
import { objectParameter } from './object-parameter.ts'

/** The object with some members under new names, in their places; of two with one name the last counts. */
export const renameKeysFunction = defineFunction({
  name: 'rename_keys',
  group: 'object',
  parameters: [
    objectParameter,
    { name: 'names', kinds: ['OBJECT'], prose: "the new name of each old one, as {old: 'new'}" },
  ],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'The object with some members under new names, in their places; of two with one name the last counts.',
  examples: [
    { expression: "rename_keys({a: 1, b: 2}, {a: 'x'})", result: '{"x":1,"b":2}' },
    { expression: "rename_keys({a: 1}, {z: 'y'})", result: '{"a":1}' },
  ],
  evaluate: ([object, names], environment) => {
    const entries = Object.entries(object as ObjectValue)
    chargeFor(entries.length, environment)
    const renamed = newObject()
    for (const [name, value] of entries) {
      const next = Object.hasOwn(names as ObjectValue, name) ? (names as ObjectValue)[name] : undefined
      renamed[typeof next === 'string' ? next : name] = value
    }
    return renamed
  },
})
