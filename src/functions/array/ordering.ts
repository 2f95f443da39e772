import type { Environment } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import { kindOf } from '../../types/kind-of.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'

const kinds = ['BOOLEAN', 'INTEGER', 'DECIMAL', 'DOUBLE', 'STRING', 'BYTES', 'ARRAY', 'OBJECT']

const rank = (value: Value): number => {
  if (value == null) return kinds.length
  const kind = kindOf(value)
  return kind === 'DECIMAL' || kind === 'DOUBLE' ? 1 : kinds.indexOf(kind)
}

/** Sorts by keys: kinds that have no order between them stand in groups, NULLs last, equals as they were. */
export const ordered = (
  array: readonly Value[],
  keyOf: (value: Value) => Value,
  descending: boolean,
  environment: Environment,
): readonly Value[] => {
  chargeFor(array.length, environment)
  const sign = descending ? -1 : 1
  return array
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((a, b) => {
      if (a.key == null || b.key == null) return Number(a.key == null) - Number(b.key == null)
      return sign * (order(a.key, b.key) ?? rank(a.key) - rank(b.key))
    })
    .map(({ value }) => value)
}
