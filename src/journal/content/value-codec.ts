import { Decimal } from '../../types/decimal.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import { ContentError } from './byte-reader.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

const tag = {
  missing: 0,
  null: 1,
  false: 2,
  true: 3,
  positive: 4,
  negative: 5,
  double: 6,
  bigint: 7,
  decimal: 8,
  text: 9,
  bytes: 10,
  array: 11,
  object: 12,
} as const

const writeNumber = (writer: ByteWriter, value: number): void => {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    writer.byte(value < 0 ? tag.negative : tag.positive)
    writer.varint(Math.abs(value))
    return
  }
  writer.byte(tag.double)
  writer.double(value)
}

/** Writes a value of any kind, nested as it is. */
export const writeValue = (writer: ByteWriter, value: Value): void => {
  if (value === undefined) writer.byte(tag.missing)
  else if (value === null) writer.byte(tag.null)
  else if (typeof value === 'boolean') writer.byte(value ? tag.true : tag.false)
  else if (typeof value === 'number') writeNumber(writer, value)
  else if (typeof value === 'string') {
    writer.byte(tag.text)
    writer.text(value)
  } else if (typeof value === 'bigint') {
    writer.byte(tag.bigint)
    writer.text(value.toString(36))
  } else if (value instanceof Decimal) {
    writer.byte(tag.decimal)
    writer.text(value.unscaled.toString(36))
    writer.varint(value.scale)
  } else if (value instanceof Uint8Array) {
    writer.byte(tag.bytes)
    writer.sized(value)
  } else if (Array.isArray(value)) {
    writer.byte(tag.array)
    writer.varint(value.length)
    for (const one of value as readonly Value[]) writeValue(writer, one)
  } else {
    const members = Object.entries(value as ObjectValue)
    writer.byte(tag.object)
    writer.varint(members.length)
    for (const [name, one] of members) {
      writer.text(name)
      writeValue(writer, one)
    }
  }
}

const readBigint = (reader: ByteReader): bigint => {
  const text = reader.text()
  const isNegative = text.startsWith('-')
  let value = 0n
  for (const digit of isNegative ? text.slice(1) : text) {
    const number = Number.parseInt(digit, 36)
    if (Number.isNaN(number)) throw new ContentError('a whole number has a bad digit')
    value = value * 36n + BigInt(number)
  }
  return isNegative ? -value : value
}

export const readValue = (reader: ByteReader): Value => {
  const kind = reader.byte()
  switch (kind) {
    case tag.missing:
      return undefined
    case tag.null:
      return null
    case tag.false:
      return false
    case tag.true:
      return true
    case tag.positive:
      return reader.varint()
    case tag.negative:
      return -reader.varint()
    case tag.double:
      return reader.double()
    case tag.bigint:
      return readBigint(reader)
    case tag.decimal:
      return new Decimal(readBigint(reader), reader.varint())
    case tag.text:
      return reader.text()
    case tag.bytes:
      return Uint8Array.from(reader.sized())
    case tag.array:
      return Array.from({ length: reader.count() }, () => readValue(reader))
    case tag.object: {
      const value = Object.create(null) as Record<string, Value>
      for (let left = reader.count(2); left > 0; left--) {
        const name = reader.text()
        value[name] = readValue(reader)
      }
      return value
    }
    default:
      throw new ContentError(`there is no kind of value ${String(kind)}`)
  }
}
