import { Decimal } from '../types/decimal.ts'
import { toAny } from '../types/text-of.ts'
import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'
import { anyType, asNumber } from './limits.ts'

const numbers = ['INTEGER', 'DECIMAL', 'DOUBLE'] as const

const rank = (type: Type): number => numbers.findIndex((kind) => kind === type.kind)

const common = (a: Type, b: Type): Type => {
  const nullable = a.nullable || b.nullable
  if (a.kind === 'NULL') return { ...b, nullable: true }
  if (b.kind === 'NULL') return { ...a, nullable: true }
  const kind = numbers[Math.max(rank(a), rank(b))]
  if (rank(a) >= 0 && rank(b) >= 0 && kind !== undefined && a.kind !== b.kind) return { kind, nullable }
  if (a.kind !== b.kind || a.kind === 'ANY') return anyType
  if (a.kind === 'ARRAY') return { ...arrayOf(common(elementOf(a), elementOf(b))), nullable }
  return { kind: a.kind, nullable }
}

/** The type that values of all these types fit once they are `widened`; ANY where the kinds differ. */
export const commonType = (types: readonly Type[]): Type =>
  types.reduce(common, { kind: 'NULL', nullable: false })

/** The type of an array's elements, as far as it is known. */
export const elementOf = (type: Type | undefined): Type => type?.element ?? anyType

export const arrayOf = (element: Type): Type => ({ kind: 'ARRAY', nullable: false, element })

/** The kind of number that the first argument has; ANY where only the record tells. */
export const numberType = (types: readonly Type[]): Type => {
  const [type] = types
  return type !== undefined && rank(type) >= 0 ? type : anyType
}

/** A value as one of the common type: numbers of the wider kind, times as text where their type is lost. */
export const widened = (value: Value, from: Type, to: Type): Value => {
  if (value == null) return null
  if (from.kind === to.kind && to.kind !== 'ARRAY') return value
  switch (to.kind) {
    case 'DOUBLE':
      return asNumber(value)
    case 'DECIMAL':
      return value instanceof Decimal ? value : Decimal.parse(String(value))
    case 'ARRAY':
      return (value as Value[]).map((one) => widened(one, elementOf(from), elementOf(to)))
    default:
      return toAny(value, from)
  }
}
