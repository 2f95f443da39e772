import type { Lambda } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { textOf, toAny } from '../../types/text-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { anyType, newObject } from '../limits.ts'
import { arrayParameter, elementLambda } from './array-parameter.ts'

/** The elements in groups, as an object of arrays by the text of a key. */
export const groupByFunction = defineFunction({
  name: 'group_by',
  group: 'array',
  parameters: [
    arrayParameter,
    elementLambda('key', 'ANY', 'the name of the group of an element; NULL leaves it out'),
  ],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The elements in groups, as an object of arrays by the text of a key.',
  examples: [
    {
      expression: "group_by([{t: 'a', n: 1}, {t: 'b', n: 2}, {t: 'a', n: 3}], x -> x.t)",
      result: '{"a":[{"t":"a","n":1},{"t":"a","n":3}],"b":[{"t":"b","n":2}]}',
    },
    { expression: 'group_by([1, 2, 3], x -> is_even(x))', result: '{"false":[1,3],"true":[2]}' },
  ],
  evaluate: ([array, key], _, types) => {
    const groups = new Map<string, Value[]>()
    for (const one of array as readonly Value[]) {
      const name = (key as Lambda)(one)
      if (name == null) continue
      const text = typeof name === 'string' ? name : textOf(name, anyType)
      const group = groups.get(text)
      if (group === undefined) groups.set(text, [toAny(one, elementOf(types[0]))])
      else group.push(toAny(one, elementOf(types[0])))
    }
    const object = newObject()
    for (const [name, group] of groups) object[name] = group
    return object
  },
})
