import { defineFunction } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor, isObject, newObject } from '../limits.ts'
import type { Environment } from '../../catalog/function.ts'

/** The value with the members of all its objects in the order of their names. */
export const sortedByKeys = (value: Value, environment: Environment): Value => {
  if (Array.isArray(value)) {
    chargeFor(value.length, environment)
    return (value as readonly Value[]).map((one) => sortedByKeys(one, environment))
  }
  if (!isObject(value)) return value
  const names = Object.keys(value).sort((a, b) => order(a, b) ?? 0)
  chargeFor(names.length, environment)
  const result = newObject()
  for (const name of names) result[name] = sortedByKeys(value[name], environment)
  return result
}

/** The value with the members of all its objects in the order of their names. */
export const sortKeysFunction = defineFunction({
  name: 'sort_keys',
  group: 'object',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'an object, or an array that may hold some' }],
  result: ([type]) => type ?? { kind: 'ANY', nullable: true },
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The value with the members of all its objects in the order of their names, so that equal values give equal JSON text to hash or to compare.',
  examples: [
    { expression: 'sort_keys({b: 1, a: {d: 2, c: 3}})', result: '{"a":{"c":3,"d":2},"b":1}' },
    { expression: "sort_keys([2, {b: 'x', a: 1}])", result: '[2,{"a":1,"b":"x"}]' },
  ],
  evaluate: ([value], environment) => sortedByKeys(value as Value, environment),
})
