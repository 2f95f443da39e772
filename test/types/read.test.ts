import { describe, expect, test } from 'vitest'
import { Decimal } from '../../src/types/decimal.ts'
import { jsonText } from '../../src/types/json/write.ts'
import { readPattern, readValue, type TimestampFormat } from '../../src/types/read.ts'
import { RecordError } from '../../src/types/record-error.ts'
import { of, type TypeKind } from '../../src/types/type.ts'
import type { Value } from '../../src/types/value.ts'

const outcome = (read: () => Value): string => {
  try {
    return jsonText(read())
  } catch (error) {
    if (error instanceof RecordError) return error.slug
    throw error
  }
}

describe('a column', () => {
  test.each<[Value, TypeKind, string]>([
    [1, 'INTEGER', '1'],
    [1.5, 'INTEGER', 'wrong-type'],
    ['1', 'INTEGER', 'wrong-type'],
    [Decimal.parse('1e30'), 'INTEGER', 'wrong-type'],
    [9007199254740993n, 'INTEGER', '9007199254740993'],
    [9007199254740993n, 'DOUBLE', '9007199254740992'],
    [1, 'DOUBLE', '1'],
    [0.25, 'DECIMAL', '0.25'],
    [true, 'DOUBLE', 'wrong-type'],
    [1, 'BOOLEAN', 'wrong-type'],
    [1, 'STRING', 'wrong-type'],
    ['AP8=', 'BYTES', '"AP8="'],
    ['AP8', 'BYTES', 'wrong-type'],
    ['1970-01-01T00:00:01Z', 'TIMESTAMP', '1000'],
    [1000, 'TIMESTAMP', 'bad-timestamp'],
    ['1970-01-01', 'TIMESTAMP', 'bad-timestamp'],
    [[1], 'ARRAY', '[1]'],
    [[1], 'OBJECT', 'wrong-type'],
  ])('%o read as %s is %s', (value, kind, expected) => {
    expect(outcome(() => readValue(value, of(kind)))).toBe(expected)
  })

  const seconds: TimestampFormat = { kind: 'epoch', unitMs: 1_000 }
  const local: TimestampFormat = { kind: 'pattern', pattern: 'dd.MM.yyyy HH:mm', zone: 'Asia/Shanghai' }
  test.each<[Value, TimestampFormat, string]>([
    [1.5, seconds, '1500'],
    [-1, seconds, '-1000'],
    [1e15, seconds, 'bad-timestamp'],
    ['1', seconds, 'bad-timestamp'],
    ['01.01.2026 08:00', local, '1767225600000'],
    ['31.02.2026 08:00', local, 'bad-timestamp'],
    [5, local, 'bad-timestamp'],
  ])('%o by %o is %s', (value, format, expected) => {
    expect(outcome(() => readPattern(value, format))).toBe(expected)
  })
})
