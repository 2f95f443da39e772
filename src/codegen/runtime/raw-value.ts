import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { valueWriter, type ValueWriter } from './encode.ts'

/** `value = expr` as the whole message: text as UTF-8, bytes as they are, all else as JSON; NULL is an empty message. */
export const rawValue = (type: Type): ValueWriter => {
  const asJson = valueWriter(type)
  return (writer, value: Value) => {
    if (value == null) return
    if (typeof value === 'string' && type.kind !== 'TIMESTAMP') writer.text(value)
    else if (value instanceof Uint8Array) writer.bytes(value)
    else asJson(writer, value)
  }
}
