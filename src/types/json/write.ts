import { base64Text } from '../base64.ts'
import { Decimal } from '../decimal.ts'
import { durationText } from '../duration.ts'
import { timestampText } from '../timestamp.ts'
import type { Type } from '../type.ts'
import type { ObjectValue, Value } from '../value.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

const elementType = (type: Type): Type => (type.kind === 'ARRAY' ? (type.element ?? ANY) : ANY)

const memberType = (type: Type, name: string): Type =>
  type.kind === 'OBJECT' ? (type.fields?.find((field) => field.name === name)?.type ?? ANY) : ANY

const objectText = (value: ObjectValue, type: Type): string => {
  const members = Object.keys(value).map(
    (name) => `${JSON.stringify(name)}:${jsonText(value[name], memberType(type, name))}`,
  )
  return `{${members.join(',')}}`
}

/**
 * A value as JSON text: DOUBLE in shortest form, INTEGER and DECIMAL with all digits, BYTES base64, TIMESTAMP RFC 3339
 * in UTC, DURATION ISO 8601, NULL and MISSING null, own members alone.
 */
export const jsonText = (value: Value, type: Type = ANY): string => {
  if (value == null) return 'null'
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      if (type.kind === 'TIMESTAMP') return JSON.stringify(timestampText(value))
      if (type.kind === 'DURATION') return JSON.stringify(durationText(value))
      return String(value + 0)
    default:
      break
  }
  if (value instanceof Decimal) return value.toString()
  if (value instanceof Uint8Array) return `"${base64Text(value)}"`
  if (Array.isArray(value)) {
    const element = elementType(type)
    return `[${(value as readonly Value[]).map((one) => jsonText(one, element)).join(',')}]`
  }
  return objectText(value as ObjectValue, type)
}
