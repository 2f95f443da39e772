import { textsOf } from './source-text.ts'
import { base64Text } from '../base64.ts'
import { Decimal } from '../decimal.ts'
import { durationText } from '../duration.ts'
import { RecordError } from '../record-error.ts'
import { timestampText } from '../timestamp.ts'
import type { Type } from '../type.ts'
import type { ObjectValue, Value } from '../value.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

/** Deepest nesting of a value that is written; deeper than a payload may be, since expressions nest it. */
export const VALUE_DEPTH_MAX = 256
/** Longest JSON text of one value, in UTF-16 units. An array can hold one text many times, so memory is no bound. */
export const JSON_LENGTH_MAX = 16 * 1_048_576

const elementType = (type: Type): Type => (type.kind === 'ARRAY' ? (type.element ?? ANY) : ANY)

const memberType = (type: Type, name: string): Type =>
  type.kind === 'OBJECT' ? (type.fields?.find((field) => field.name === name)?.type ?? ANY) : ANY

const tooLarge = (): never => {
  throw new RecordError('value-too-large', 'a value is too long or too deep to be written as JSON')
}

const scalarText = (value: Value, type: Type): string | undefined => {
  if (value == null) return 'null'
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      if (type.kind === 'TIMESTAMP') return `"${timestampText(value)}"`
      if (type.kind === 'DURATION') return `"${durationText(value)}"`
      return String(value + 0)
    default:
      break
  }
  if (value instanceof Decimal) return value.toString()
  return value instanceof Uint8Array ? `"${base64Text(value)}"` : undefined
}

/** Gathers the text of an array or object, and gives up where it grows past the limits. */
class JsonWriter {
  text = ''
  private readonly keepsTexts: boolean

  constructor(keepsTexts: boolean) {
    this.keepsTexts = keepsTexts
  }

  value(value: Value, type: Type, depth: number): void {
    const scalar = scalarText(value, type)
    if (scalar !== undefined) this.text += scalar
    else if (depth >= VALUE_DEPTH_MAX || this.text.length > JSON_LENGTH_MAX) tooLarge()
    else if (Array.isArray(value)) this.array(value as readonly Value[], elementType(type), depth + 1)
    else this.object(value as ObjectValue, type, depth + 1)
  }

  private array(array: readonly Value[], element: Type, depth: number): void {
    let separator = '['
    const texts = this.keepsTexts ? textsOf(array) : undefined
    for (let k = 0; k < array.length; k++) {
      this.text += separator
      const text = texts?.get(k)
      if (text === undefined) this.value(array[k], element, depth)
      else this.text += text
      separator = ','
      if (this.text.length > JSON_LENGTH_MAX) tooLarge()
    }
    this.text += separator === '[' ? '[]' : ']'
  }

  private object(object: ObjectValue, type: Type, depth: number): void {
    let separator = '{'
    const texts = this.keepsTexts ? textsOf(object) : undefined
    for (const name of Object.keys(object)) {
      this.text += `${separator}${JSON.stringify(name)}:`
      const text = texts?.get(name)
      if (text === undefined) this.value(object[name], memberType(type, name), depth)
      else this.text += text
      separator = ','
      if (this.text.length > JSON_LENGTH_MAX) tooLarge()
    }
    this.text += separator === '{' ? '{}' : '}'
  }
}

/**
 * A value as JSON text: DOUBLE in shortest form, INTEGER and DECIMAL with all digits, BYTES base64, TIMESTAMP RFC 3339
 * in UTC, DURATION ISO 8601, NULL and MISSING null, own members alone. A RecordError 'value-too-large' beyond
 * VALUE_DEPTH_MAX or JSON_LENGTH_MAX.
 */
export const jsonText = (value: Value, type: Type = ANY): string => write(value, type, false)

/** As `jsonText`, for output: untouched numbers inside of arrays and objects keep the text of their source. */
export const outputText = (value: Value, type: Type = ANY): string => write(value, type, true)

const write = (value: Value, type: Type, keepsTexts: boolean): string => {
  const scalar = scalarText(value, type)
  if (scalar !== undefined) return scalar
  const writer = new JsonWriter(keepsTexts)
  writer.value(value, type, 0)
  return writer.text
}
