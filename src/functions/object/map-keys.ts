import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { newObject } from '../limits.ts'
import { objectParameter, memberLambda } from './object-parameter.ts'

/** The object with every name changed; a member whose new name is no text goes, and of two with one name the last counts. */
export const mapKeysFunction = defineFunction({
  name: 'map_keys',
  aliases: ['transform_keys'],
  group: 'object',
  parameters: [objectParameter, memberLambda('change', 'ANY', 'the new name, from name and value')],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'The object with every name changed; a member whose new name is no text goes, and of two with one name the last counts.',
  examples: [
    { expression: 'map_keys({a: 1, b: 2}, (name, value) -> upper(name))', result: '{"A":1,"B":2}' },
    { expression: 'map_keys({a: 1}, (name, value) -> NULL)', result: '{}' },
  ],
  evaluate: ([object, change]) => {
    const changed = newObject()
    for (const [name, value] of Object.entries(object as ObjectValue)) {
      const next = (change as Lambda)(name, value ?? null)
      if (typeof next === 'string') changed[next] = value
    }
    return changed
  },
})
