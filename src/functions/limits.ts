import { RecordError } from '../types/record-error.ts'
import { Decimal } from '../types/decimal.ts'
import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'

/** Longest text that a function may make, in UTF-16 units. */
export const TEXT_LENGTH_MAX = 1_048_576

export const anyType: Type = { kind: 'ANY', nullable: true }

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text, unless it is longer than the limit: then an error of the record. */
export const limitedText = (text: string): string => {
  if (text.length <= TEXT_LENGTH_MAX) return text
  throw new RecordError('value-too-large', `a text of more than ${String(TEXT_LENGTH_MAX)} characters`)
}

/** Bytes as they are, text as UTF-8. */
export const bytesOf = (input: string | Uint8Array): Uint8Array =>
  typeof input === 'string' ? encoder.encode(input) : input

/** Text of UTF-8 bytes; NULL where they are none. */
export const textOfBytes = (bytes: Uint8Array | undefined): string | null => {
  if (bytes === undefined) return null
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** Lower-case hex. */
export const hexOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** A number of any kind as a DOUBLE. */
export const asNumber = (value: Value): number =>
  value instanceof Decimal ? value.toNumber() : Number(value)
