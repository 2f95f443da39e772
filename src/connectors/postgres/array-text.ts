import { jsonText } from '../../types/json/write.ts'
import { timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

const elementText = (value: Value, type: Type): string => {
  if (value == null) return 'NULL'
  if (Array.isArray(value)) return arrayText(value as readonly Value[], type)
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number' && type.kind === 'TIMESTAMP'
        ? timestampText(value)
        : typeof value === 'boolean' || typeof value === 'number'
          ? String(value)
          : jsonText(value, type)
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** An array in PostgreSQL's text form: `{"a","b",NULL}`. */
export const arrayText = (values: readonly Value[], type: Type = ANY): string => {
  const element = type.kind === 'ARRAY' ? (type.element ?? ANY) : ANY
  return `{${values.map((value) => elementText(value, element)).join(',')}}`
}
