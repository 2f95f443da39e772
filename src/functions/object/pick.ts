import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value, ObjectValue } from '../../types/value.ts'
import { chargeFor, newObject } from '../limits.ts'
import { objectParameter } from './object-parameter.ts'

/** The object with these members alone, in the order of the names. */
export const pickFunction = defineFunction({
  name: 'pick',
  aliases: ['object_pick'],
  group: 'object',
  parameters: [objectParameter, { name: 'names', kinds: ['ARRAY'], prose: 'the names' }],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The object with these members alone, in the order of the names.',
  examples: [
    { expression: "pick({a: 1, b: 2, c: 3}, ['c', 'a'])", result: '{"c":3,"a":1}' },
    { expression: "pick({a: 1}, ['x'])", result: '{}' },
  ],
  evaluate: ([object, names], environment) => {
    chargeFor((names as readonly Value[]).length, environment)
    const picked = newObject()
    for (const name of names as readonly Value[])
      if (typeof name === 'string' && Object.hasOwn(object as ObjectValue, name))
        picked[name] = (object as ObjectValue)[name]
    return picked
  },
})
