import { defineFunction, type Environment } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { isObject } from '../limits.ts'

/** Numbers, the three names, objects, arrays, text: the order of kinds that Erlang has, and EMQX with it. */
const rank = (value: Value): number => {
  if (value == null || typeof value === 'boolean') return 1
  if (typeof value === 'string' || value instanceof Uint8Array) return 4
  if (Array.isArray(value)) return 3
  return isObject(value) ? 2 : 0
}

/** false, null, true: they are names there, and in the order of the alphabet. */
const nameRank = (value: Value): number => (value === false ? 0 : value == null ? 1 : 2)

const firstOf = (count: number, at: (k: number) => number): number => {
  for (let k = 0; k < count; k++) {
    const found = at(k)
    if (found !== 0) return found
  }
  return 0
}

const orderArrays = (left: readonly Value[], right: readonly Value[], environment: Environment): number => {
  const count = Math.min(left.length, right.length)
  return firstOf(count, (k) => orderAll(left[k], right[k], environment)) || left.length - right.length
}

/** Objects by their size, then by their names, then by their values. */
const orderObjects = (
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
  environment: Environment,
): number => {
  const [one, two] = [left, right].map((object) => Object.keys(object).sort((a, b) => order(a, b) ?? 0))
  if (one === undefined || two === undefined) return 0
  return (
    one.length - two.length ||
    firstOf(one.length, (k) => order(one[k] ?? '', two[k] ?? '') ?? 0) ||
    firstOf(one.length, (k) => orderAll(left[one[k] ?? ''], right[two[k] ?? ''], environment))
  )
}

const orderAll = (left: Value, right: Value, environment: Environment): number => {
  environment.step()
  const [one, two] = [rank(left), rank(right)]
  if (one !== two) return one - two
  if (one === 1) return nameRank(left) - nameRank(right)
  if (Array.isArray(left))
    return orderArrays(left as readonly Value[], right as readonly Value[], environment)
  if (isObject(left) && isObject(right)) return orderObjects(left, right, environment)
  return order(left, right) ?? 0
}

/** The order of any two values: every pair has one. */
export const totalOrderFunction = defineFunction({
  name: 'total_order',
  group: 'json',
  parameters: [
    { name: 'left', kinds: ['ANY'], prose: 'any value' },
    { name: 'right', kinds: ['ANY'], prose: 'any value' },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'Which of two values of any kind comes first: -1, 0 or 1. Numbers come before false, NULL and true, then objects (by size, names, values), arrays (element by element), text. EMQX orders its values so.',
  examples: [
    { expression: 'total_order([1, 2], [1, 3])', result: '-1' },
    { expression: "total_order('a', 9)", result: '1' },
    { expression: 'total_order({a: 1}, {a: 1})', result: '0' },
    { expression: 'total_order(NULL, 5)', result: '1' },
    { expression: 'total_order(false, NULL)', result: '-1' },
  ],
  evaluate: ([left, right], environment) => Math.sign(orderAll(left as Value, right as Value, environment)),
})
