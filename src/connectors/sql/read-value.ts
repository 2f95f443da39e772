import type { TableColumn } from '../../catalog/connector.ts'
import { readNumberText } from '../../types/convert.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import type { Value } from '../../types/value.ts'

const TIME = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d+)?))?([+-]\d\d(?::?\d\d)?|Z)?$/

/** A time as databases write it, as RFC 3339; without a zone it is UTC, as the session is. */
const timeText = (text: string): string => {
  const [, day, time = '00:00:00', zone = 'Z'] = TIME.exec(text) ?? []
  if (day === undefined) return text
  const offset =
    zone === 'Z' ? zone : zone.length === 3 ? `${zone}:00` : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  return `${day}T${time}${offset}`
}

const truth: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
])

const jsonOf = (text: string): Value => {
  try {
    return parseJsonStrict(Buffer.from(text))
  } catch {
    return text
  }
}

const numberOf = (raw: unknown, text: string): Value =>
  typeof raw === 'number' && !Number.isInteger(raw) ? raw : (readNumberText(text) ?? text)

const bytesOf = (raw: unknown, text: string): Value => {
  if (raw instanceof Uint8Array) return raw
  return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text)
}

/** What a client gives for a column (null, text, number, bigint or bytes), as the value that the column reads. */
export const readSqlValue = (raw: unknown, { type, isEpoch }: TableColumn): Value => {
  if (raw === null || raw === undefined) return null
  const text = raw instanceof Uint8Array ? Buffer.from(raw).toString('utf8') : String(raw)
  switch (type.kind) {
    case 'BOOLEAN':
      return truth.get(text) ?? text
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL':
      return numberOf(raw, text)
    case 'TIMESTAMP':
      return isEpoch ? numberOf(raw, text) : timeText(text)
    case 'BYTES':
      return bytesOf(raw, text)
    case 'ARRAY':
    case 'OBJECT':
      return jsonOf(text)
    default:
      return text
  }
}
