import type { Parameter } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Type, TypeKind } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { commonType, widened } from '../common-type.ts'
import { anyType } from '../limits.ts'

const kinds: readonly TypeKind[] = ['INTEGER', 'DOUBLE', 'DECIMAL', 'STRING', 'TIMESTAMP']

/** What `greatest` and `least` take: one value, and any number more. */
export const comparedParameters: readonly Parameter[] = [
  { name: 'value', kinds, prose: 'what is compared' },
  { name: 'values', kinds, prose: 'with what', rest: true },
]

/** The largest (1) or smallest (-1) of the values; NULL where two of them have no order. */
export const extreme = (values: readonly Value[], types: readonly Type[], sign: 1 | -1): Value => {
  const type = commonType(types)
  let best: Value = null
  for (const [k, one] of values.entries()) {
    const value = widened(one, types[k] ?? anyType, type)
    const found = k === 0 ? sign : order(value, best)
    if (found === undefined) return null
    if (found === sign) best = value
  }
  return best
}
