import { RecordError } from '../record-error.ts'
import type { Value } from '../value.ts'
import { asciiText, decodeString, numberOfText } from './number.ts'
import { isPlainJson } from './plain.ts'
import { keepText } from './source-text.ts'
import { nextByte, scanFlags, skipText, skipValue } from './scan.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const strict = new TextDecoder('utf-8', { fatal: true })

/** Reads validated JSON; the position is kept beside the bytes, so that nothing is allocated but the result. */
class Reader {
  private readonly bytes: Uint8Array
  private readonly end: number
  private at: number
  /** The text of the number that was read last, where it would be written otherwise. */
  private oddText: string | undefined

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  value(): Value {
    const { bytes } = this
    this.at = nextByte(bytes, this.at, this.end)
    switch (bytes[this.at]) {
      case 34:
        return this.text()
      case 123:
        return this.object()
      case 91:
        return this.array()
      case 116:
        this.at += 4
        return true
      case 102:
        this.at += 5
        return false
      case 110:
        this.at += 4
        return null
      default: {
        const start = this.at
        this.at = skipValue(bytes, start, this.end)
        return this.number(asciiText(bytes, start, this.at))
      }
    }
  }

  private number(text: string): Value {
    const value = numberOfText(text)
    if (typeof value === 'number' && String(value) !== text) this.oddText = text
    return value
  }

  /** The value of a member, whose number keeps its text. */
  private member(container: object, key: string | number): Value {
    const value = this.value()
    keepText(container, key, this.oddText)
    this.oddText = undefined
    return value
  }

  private text(): string {
    const start = this.at
    this.at = skipText(this.bytes, start, this.end)
    return decodeString(this.bytes, start, this.at)
  }

  /** Steps over white space and the byte behind it, which it gives. */
  private punctuation(): number {
    const at = nextByte(this.bytes, this.at, this.end)
    this.at = at + 1
    return this.bytes[at] as number
  }

  private object(): Value {
    const object = Object.create(null) as Record<string, Value>
    this.at = nextByte(this.bytes, this.at + 1, this.end)
    if (this.bytes[this.at] === 125) {
      this.at++
      return object
    }
    for (;;) {
      this.at = nextByte(this.bytes, this.at, this.end)
      const key = this.text()
      this.punctuation()
      object[key] = this.member(object, key)
      if (this.punctuation() === 125) return object
    }
  }

  private array(): Value {
    const array: Value[] = []
    this.at = nextByte(this.bytes, this.at + 1, this.end)
    if (this.bytes[this.at] === 93) {
      this.at++
      return array
    }
    for (;;) {
      array.push(this.member(array, array.length))
      if (this.punctuation() === 93) return array
    }
  }
}

/**
 * The value of JSON text that a scan has validated. Integers of 64 bits keep all digits, other numbers of arrays and
 * objects their text (`textsOf`); a member that comes twice
 * counts with its last value; `__proto__` is an own member like any other. Objects may have a prototype, so readers
 * look at own members alone.
 */
export const parseJson = (bytes: Uint8Array, start: number, end: number): Value =>
  isPlainJson(bytes, start, end)
    ? (JSON.parse(decoder.decode(bytes.subarray(start, end))) as Value)
    : new Reader(bytes, start, end).value()

/** As `parseJson`, for bytes that nobody has validated; a RecordError 'bad-json' says where they go wrong. */
export const parseJsonStrict = (bytes: Uint8Array): Value => {
  const { length } = bytes
  scanFlags.nonAscii = false
  const start = nextByte(bytes, 0, length)
  const behind = skipValue(bytes, start, length)
  const last = behind < 0 ? ~behind : nextByte(bytes, behind, length)
  if (behind < 0 || last !== length)
    throw new RecordError(
      'bad-json',
      `the text is not JSON: byte ${String(Math.min(last, length) + 1)} does not fit`,
    )
  if (scanFlags.nonAscii) checkUtf8(bytes)
  scanFlags.nonAscii = false
  return parseJson(bytes, start, length)
}

const checkUtf8 = (bytes: Uint8Array): void => {
  try {
    strict.decode(bytes)
  } catch {
    throw new RecordError('bad-json', 'the text is not valid UTF-8')
  }
}

/** As `parseJsonStrict`, for text. */
export const parseJsonText = (text: string): Value => parseJsonStrict(encoder.encode(text))
