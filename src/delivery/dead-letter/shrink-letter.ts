import { jsonText } from '../../types/json/write.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import { payloadJson } from './bytes-json.ts'

/** What a letter keeps of a payload that its target does not take as a whole. */
const KEPT_BYTES = 64 * 1024

const isObject = (value: Value): value is ObjectValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** The members of a payload, cut; themselves where they are short, or are no payload. */
const cutMembers = (members: ObjectValue): ObjectValue => {
  const { encoding, length, payload, sha256 } = members
  if (typeof payload !== 'string') return members
  const bytes = Buffer.from(payload, encoding === 'base64' ? 'base64' : 'utf8')
  if (bytes.length <= KEPT_BYTES) return members
  const fullSize = typeof length === 'number' ? length : bytes.length
  const cut = payloadJson(bytes, KEPT_BYTES, fullSize)
  return { ...members, ...cut, sha256: typeof sha256 === 'string' ? sha256 : cut.sha256 }
}

/**
 * A letter's line with its payloads cut, marked as `quarantined`: the whole letter is kept beside the worker. undefined
 * where nothing can be cut.
 */
export const shrinkLetter = (line: Buffer): Buffer | undefined => {
  const letter = parseJsonStrict(line.subarray(0, line.length - 1))
  if (!isObject(letter)) return undefined
  const { row } = letter
  const cut = cutMembers(letter)
  const shrunk = isObject(row) ? { ...cut, row: cutMembers(row) } : cut
  const text = Buffer.from(`${jsonText({ ...shrunk, quarantined: true })}\n`)
  return text.length < line.length ? text : undefined
}
