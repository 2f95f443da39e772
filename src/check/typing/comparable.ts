import type { Type } from '../../types/type.ts'
import { isNumber } from './kinds.ts'

/** Kinds that are compared with each other: all numbers are one family. */
const familyOf = (type: Type): string => (isNumber(type) ? 'number' : type.kind)

/** How two types meet in a comparison. `time-any`: a TIMESTAMP or DURATION beside a value that never is one. */
export type Meeting = 'same' | 'any' | 'different' | 'time-any'

/** Statically, can values of these types be compared? NULL goes with everything. */
export const meeting = (left: Type, right: Type): Meeting => {
  if (left.kind === 'NULL' || right.kind === 'NULL') return 'same'
  if (left.kind === 'ANY' || right.kind === 'ANY') {
    const other = left.kind === 'ANY' ? right : left
    return other.kind === 'TIMESTAMP' || other.kind === 'DURATION' ? 'time-any' : 'any'
  }
  return familyOf(left) === familyOf(right) ? 'same' : 'different'
}

/** Do values of this type have an order? */
export const isOrdered = (type: Type): boolean => type.kind !== 'ARRAY' && type.kind !== 'OBJECT'
