import type { PlainRecord } from '../../stream/record-batch.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import type { ObjectValue, Value } from '../../types/value.ts'

export const isObject = (value: Value): value is ObjectValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

export const textIn = (object: ObjectValue, name: string): string | undefined => {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/** What a letter says in `payload`, or why that is not all of it. */
export const payloadOf = (object: ObjectValue): Buffer | string => {
  const payload = textIn(object, 'payload')
  if (payload === undefined) return 'the letter has no payload'
  if (object['cut'] === true) return 'the payload was cut, and the whole letter is not at hand'
  return Buffer.from(payload, object['encoding'] === 'base64' ? 'base64' : 'utf8')
}

/** A key or header as the letter has it. */
const bytesOf = (value: Value): Uint8Array | undefined => {
  if (typeof value === 'string') return Buffer.from(value)
  const base64 = isObject(value) ? textIn(value, 'base64') : undefined
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
}

const timeOf = (position: ObjectValue, letter: ObjectValue): number => {
  const text = textIn(position, 'timestamp') ?? textIn(letter, 'time') ?? ''
  const ms = parseTimestamp(text)
  return Number.isFinite(ms) ? ms : 0
}

/** The input of a letter as its source gave it, or why it cannot be made again. */
export const letterRecord = (letter: ObjectValue): PlainRecord | string => {
  const payload = payloadOf(letter)
  if (typeof payload === 'string') return payload
  const position = isObject(letter['position']) ? letter['position'] : {}
  const attributes = isObject(letter['attributes']) ? letter['attributes'] : {}
  const { partition, offset } = position
  const headers = isObject(letter['headers']) ? Object.entries(letter['headers']) : []
  return {
    payload,
    topic: textIn(letter, 'topic') ?? '',
    timeMs: timeOf(position, letter),
    key: bytesOf(letter['key']),
    headers: Object.fromEntries(
      headers.flatMap(([name, value]) => {
        const bytes = bytesOf(value)
        return bytes === undefined ? [] : [[name, bytes] as const]
      }),
    ),
    attributes: { ...attributes, partition, offset },
  }
}
