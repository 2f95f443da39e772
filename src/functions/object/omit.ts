import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value, ObjectValue } from '../../types/value.ts'
import { chargeFor, newObject } from '../limits.ts'
import { objectParameter } from './object-parameter.ts'

/** The object without these members. */
export const omitFunction = defineFunction({
  name: 'omit',
  aliases: ['object_delete'],
  group: 'object',
  parameters: [objectParameter, { name: 'names', kinds: ['ARRAY'], prose: 'the names' }],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The object without these members.',
  examples: [
    { expression: "omit({a: 1, b: 2}, ['a'])", result: '{"b":2}' },
    { expression: 'omit({a: 1}, [])', result: '{"a":1}' },
  ],
  evaluate: ([object, names], environment) => {
    const entries = Object.entries(object as ObjectValue)
    chargeFor(entries.length, environment)
    const gone = new Set(names as readonly Value[])
    const kept = newObject()
    for (const [name, value] of entries) if (!gone.has(name)) kept[name] = value
    return kept
  },
})
