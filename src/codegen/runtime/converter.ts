import type { Convert, Read } from '../../check/checked/expression.ts'
import { cast } from '../../types/cast.ts'
import { kindOf } from '../../types/kind-of.ts'
import { readPattern, readValue } from '../../types/read.ts'
import { RecordError } from '../../types/record-error.ts'
import { textOf, toAny } from '../../types/text-of.ts'
import type { TypeKind } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** From a value that is not NULL to another; throws a RecordError where it cannot. */
export type Converter = (value: Value) => Value

/** Kinds that fit a wanted one as they run: whole numbers are numbers of every kind. */
const fits = (found: string, wanted: readonly TypeKind[]): boolean =>
  wanted.some(
    (kind) =>
      kind === found ||
      kind === 'ANY' ||
      (kind === 'DOUBLE' && (found === 'INTEGER' || found === 'DECIMAL')) ||
      (kind === 'DECIMAL' && (found === 'INTEGER' || found === 'DOUBLE')),
  )

const check =
  (kinds: readonly TypeKind[]): Converter =>
  (value) => {
    const found = kindOf(value)
    if (fits(found, kinds)) return value
    throw new RecordError('wrong-type', `expected ${kinds.join(' or ')}, found ${found}`)
  }

/** The conversion of a node, or undefined where the value stays as it is. */
export const converter = (e: Convert | Read): Converter | undefined => {
  const from = e.operand.type
  const to = e.type
  if (e.kind === 'read') {
    const { format } = e
    return format === undefined ? (value) => readValue(value, to) : (value) => readPattern(value, format)
  }
  switch (e.mode) {
    case 'cast':
      return (value) => cast(value, from, to)
    case 'try':
      return (value) => {
        try {
          return cast(value, from, to)
        } catch (error) {
          if (error instanceof RecordError) return null
          throw error
        }
      }
    case 'text':
      return from.kind === 'STRING' ? undefined : (value) => textOf(value, from)
    case 'any':
      return from.kind === 'TIMESTAMP' || from.kind === 'DURATION' ? (value) => toAny(value, from) : undefined
    case 'check':
      return check(e.kinds ?? [])
  }
}
