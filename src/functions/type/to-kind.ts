import { cast } from '../../types/cast.ts'
import { of } from '../../types/type.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { anyType, limitedText } from '../limits.ts'

/** The value as one of this kind, as CAST does it. */
export const toKind = (
  value: Value,
  from: Type | undefined,
  kind: 'INTEGER' | 'DOUBLE' | 'STRING' | 'BOOLEAN',
): Value => {
  const made = cast(value, from ?? anyType, of(kind))
  return typeof made === 'string' ? limitedText(made) : made
}
