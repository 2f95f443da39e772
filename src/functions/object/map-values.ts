import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { newObject } from '../limits.ts'
import { objectParameter, memberLambda } from './object-parameter.ts'

/** The object with every value changed. */
export const mapValuesFunction = defineFunction({
  name: 'map_values',
  aliases: ['transform_values'],
  group: 'object',
  parameters: [objectParameter, memberLambda('change', 'ANY', 'the new value, from name and value')],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The object with every value changed.',
  examples: [
    { expression: 'map_values({a: 1, b: 2}, (name, value) -> value * 10)', result: '{"a":10,"b":20}' },
    { expression: "map_values({a: 1}, (name, value) -> name || '!')", result: '{"a":"a!"}' },
  ],
  evaluate: ([object, change]) => {
    const changed = newObject()
    for (const [name, value] of Object.entries(object as ObjectValue))
      changed[name] = (change as Lambda)(name, value ?? null) ?? null
    return changed
  },
})
