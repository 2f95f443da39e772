import { base64Text } from './base64.ts'
import { durationText } from './duration.ts'
import { jsonText } from './json/write.ts'
import { timestampText } from './timestamp.ts'
import type { Type } from './type.ts'
import type { Value } from './value.ts'

/**
 * The text of a value that is not NULL, as `||` and CAST AS STRING make it: BYTES in base64, arrays and objects as
 * JSON.
 */
export const textOf = (value: Value, type: Type): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    if (type.kind === 'TIMESTAMP') return timestampText(value)
    return type.kind === 'DURATION' ? durationText(value) : String(value + 0)
  }
  return value instanceof Uint8Array ? base64Text(value) : jsonText(value, type)
}

const toAnyObject = (value: Readonly<Record<string, Value>>, type: Type): Value => {
  const result = Object.create(null) as Record<string, Value>
  for (const name of Object.keys(value)) {
    const field = type.fields?.find((one) => one.name === name)
    result[name] = field === undefined ? value[name] : toAny(value[name], field.type)
  }
  return result
}

/** Does a value of this type hold a TIMESTAMP or DURATION? */
const holdsTime = (type: Type): boolean =>
  type.kind === 'TIMESTAMP' ||
  type.kind === 'DURATION' ||
  (type.element !== undefined && holdsTime(type.element)) ||
  (type.fields?.some((field) => holdsTime(field.type)) ?? false)

/** A value where its static type is lost: TIMESTAMP and DURATION become text, inside arrays and objects too. */
export const toAny = (value: Value, type: Type): Value => {
  if (value == null || !holdsTime(type)) return value
  switch (type.kind) {
    case 'TIMESTAMP':
      return typeof value === 'number' ? timestampText(value) : value
    case 'DURATION':
      return typeof value === 'number' ? durationText(value) : value
    case 'ARRAY': {
      const { element } = type
      return element === undefined || !Array.isArray(value)
        ? value
        : (value as readonly Value[]).map((one) => toAny(one, element))
    }
    case 'OBJECT':
      return typeof value === 'object' ? toAnyObject(value as Readonly<Record<string, Value>>, type) : value
    default:
      return value
  }
}
