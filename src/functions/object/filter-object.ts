import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { newObject } from '../limits.ts'
import { objectParameter, memberLambda } from './object-parameter.ts'

/** The members for which the test is TRUE. */
export const filterObjectFunction = defineFunction({
  name: 'filter_object',
  aliases: ['map_filter'],
  group: 'object',
  parameters: [
    objectParameter,
    memberLambda('test', 'BOOLEAN', 'TRUE for the members that stay, from name and value'),
  ],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The members for which the test is TRUE.',
  examples: [
    { expression: 'filter_object({a: 1, b: 5}, (name, value) -> value > 2)', result: '{"b":5}' },
    { expression: 'filter_object({a: NULL}, (name, value) -> value IS NOT NULL)', result: '{}' },
  ],
  evaluate: ([object, test]) => {
    const kept = newObject()
    for (const [name, value] of Object.entries(object as ObjectValue))
      if ((test as Lambda)(name, value ?? null) === true) kept[name] = value
    return kept
  },
})
