import { durationText } from './duration.ts'
import { jsonText } from './json/write.ts'
import { timestampText } from './timestamp.ts'
import type { Type } from './type.ts'
import type { Value } from './value.ts'

/** The text of a value that is not NULL, as `||` and CAST AS STRING make it; JSON for arrays and objects. */
export const textOf = (value: Value, type: Type): string => {
  if (typeof value === 'string') return value
  const text = jsonText(value, type)
  return text.startsWith('"') ? (JSON.parse(text) as string) : text
}

/** A value where its static type is lost: TIMESTAMP and DURATION become text, inside arrays and objects too. */
export const toAny = (value: Value, type: Type): Value => {
  if (value == null) return value
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
    case 'OBJECT': {
      if (type.fields === undefined || typeof value !== 'object') return value
      const result = Object.create(null) as Record<string, Value>
      const source = value as Readonly<Record<string, Value>>
      for (const name of Object.keys(source)) {
        const field = type.fields.find((one) => one.name === name)
        result[name] = field === undefined ? source[name] : toAny(source[name], field.type)
      }
      return result
    }
    default:
      return value
  }
}
