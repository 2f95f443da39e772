import { Decimal } from '../../../src/types/decimal.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Value } from '../../../src/types/value.ts'
import { objectOf } from './values.ts'

const DEPTH_MAX = 64
const TOKEN = /\s*([[\]{},:]|"(?:[^"\\]|\\.)*"|[^\s[\]{},:"]+)/gy

/** A payload as values, and how the numbers that are members of the outermost object were written. */
export interface Payload {
  readonly value: Value
  readonly numbers: ReadonlyMap<string, string>
}

const integer = (text: string): Value => {
  const value = BigInt(text)
  if (value < -(2n ** 63n) || value >= 2n ** 63n) return new Decimal(value, 0)
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** Whole numbers by their digits; others a DOUBLE unless that is out of range or changes digits. */
const number = (text: string): Value => {
  if (/^-?\d+$/.test(text)) return integer(text)
  const double = Number(text) + 0
  if (Number.isFinite(double) && /[eE]/.test(text)) return double
  const exact = Decimal.parse(text)
  if (!Number.isFinite(double)) return exact
  return exact.compare(Decimal.ofDouble(double)) === 0 ? double : exact
}

/** Builds values from the tokens of a text that JSON.parse has accepted. */
class Builder {
  private readonly tokens: readonly string[]
  private at = 0
  readonly numbers = new Map<string, string>()
  private readonly depthMax: number

  constructor(tokens: readonly string[], depthMax: number) {
    this.tokens = tokens
    this.depthMax = depthMax
  }

  value(depth: number): Value {
    const token = this.next()
    if (token === '{') return this.object(depth + 1)
    if (token === '[') return this.array(depth + 1)
    if (/^["tfn]/.test(token)) return JSON.parse(token) as Value
    return number(token)
  }

  private next(): string {
    return this.tokens[this.at++] ?? ''
  }

  private array(depth: number): Value {
    this.limit(depth)
    const elements: Value[] = []
    for (;;) {
      if (this.tokens[this.at] === ']' && elements.length === 0) return this.end(elements)
      elements.push(this.value(depth))
      if (this.next() === ']') return elements
    }
  }

  private end(value: Value): Value {
    this.at++
    return value
  }

  private object(depth: number): Value {
    this.limit(depth)
    const members: [string, Value][] = []
    for (;;) {
      if (this.tokens[this.at] === '}' && members.length === 0) return this.end(objectOf([]))
      const name = JSON.parse(this.next()) as string
      this.at++
      const token = this.tokens[this.at] ?? ''
      if (depth === 1) this.numbers.set(name, token)
      members.push([name, this.value(depth)])
      if (this.next() === '}') return objectOf(members)
    }
  }

  private limit(depth: number): void {
    if (depth > this.depthMax) throw new RecordError('bad-json', 'too deep')
  }
}

/** Reads a payload; a RecordError 'bad-json' where it is no JSON in UTF-8. */
export const readPayload = (bytes: Uint8Array, depthMax = DEPTH_MAX): Payload => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    JSON.parse(text)
  } catch {
    throw new RecordError('bad-json', 'not JSON')
  }
  const builder = new Builder(
    Array.from(text.matchAll(TOKEN), (match) => match[1] ?? ''),
    depthMax,
  )
  return { value: builder.value(0), numbers: builder.numbers }
}
