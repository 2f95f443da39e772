import type { FunctionEntry } from '../../catalog/function.ts'
import { maybe, type Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, elementOf, widened } from '../common-type.ts'
import { anyType, chargeFor, limitedArray } from '../limits.ts'

const common = (types: readonly Type[]): Type => commonType([elementOf(types[0]), types[1] ?? anyType])

/** What an array with one more element is: its type, and its value with the element at its start or end. */
export const addedElement = (side: 'start' | 'end'): Pick<FunctionEntry, 'result' | 'evaluate'> => ({
  result: (types) => ({ ...maybe('ARRAY'), element: { ...common(types), nullable: true } }),
  evaluate: ([array, value], environment, types) => {
    if (array == null) return null
    const to = common(types)
    const all = array as readonly Value[]
    chargeFor(all.length, environment)
    const before = all.map((one) => widened(one, elementOf(types[0]), to))
    const added = widened(value as Value, types[1] ?? anyType, to)
    return limitedArray(side === 'start' ? [added, ...before] : [...before, added])
  },
})
