import { describe, expect, test } from 'vitest'
import { cast } from '../../src/types/cast.ts'
import { Decimal } from '../../src/types/decimal.ts'
import { jsonText } from '../../src/types/json/write.ts'
import { RecordError } from '../../src/types/record-error.ts'
import { maybe, of, type Type } from '../../src/types/type.ts'
import type { Value } from '../../src/types/value.ts'

const money: Type = { kind: 'DECIMAL', nullable: false, precision: 6, scale: 2 }
const d = (text: string): Decimal => Decimal.parse(text)

const cases: readonly [Value, Type, Type, string][] = [
  ['12', of('STRING'), of('INTEGER'), '12'],
  [' 12 ', of('STRING'), of('INTEGER'), '12'],
  ['9007199254740993', of('STRING'), of('INTEGER'), '9007199254740993'],
  ['9223372036854775808', of('STRING'), of('INTEGER'), 'number-overflow'],
  ['1e3', of('STRING'), of('DOUBLE'), '1000'],
  ['0x10', of('STRING'), of('INTEGER'), 'cast-failed'],
  ['+1', of('STRING'), of('INTEGER'), 'cast-failed'],
  ['1_000', of('STRING'), of('INTEGER'), 'cast-failed'],
  ['', of('STRING'), of('DOUBLE'), 'cast-failed'],
  ['NaN', of('STRING'), of('DOUBLE'), 'cast-failed'],
  ['1e999', of('STRING'), of('DOUBLE'), 'number-overflow'],
  ['0.1000', of('STRING'), of('DECIMAL'), '0.1000'],
  ['1.005', of('STRING'), money, '1.01'],
  ['12345.67', of('STRING'), money, 'number-overflow'],
  [2.5, of('DOUBLE'), of('INTEGER'), '3'],
  [-2.5, of('DOUBLE'), of('INTEGER'), '-3'],
  [0.49999999999999994, of('DOUBLE'), of('INTEGER'), '0'],
  [1e300, of('DOUBLE'), of('INTEGER'), 'number-overflow'],
  [2 ** 60, of('DOUBLE'), of('INTEGER'), '1152921504606846976'],
  [9007199254740993n, of('INTEGER'), of('DOUBLE'), '9007199254740992'],
  [0.1, of('DOUBLE'), of('DECIMAL'), '0.1'],
  [d('2.50'), of('DECIMAL'), of('INTEGER'), '3'],
  [d('2.50'), of('DECIMAL'), of('DOUBLE'), '2.5'],
  [d('2.50'), of('DECIMAL'), of('STRING'), '"2.50"'],
  [true, of('BOOLEAN'), of('INTEGER'), '1'],
  [0, of('INTEGER'), of('BOOLEAN'), 'false'],
  [2, of('INTEGER'), of('BOOLEAN'), 'cast-failed'],
  ['TRUE', of('STRING'), of('BOOLEAN'), 'true'],
  ['yes', of('STRING'), of('BOOLEAN'), 'cast-failed'],
  [0, of('TIMESTAMP'), of('STRING'), '"1970-01-01T00:00:00Z"'],
  ['1970-01-01T00:00:01.5Z', of('STRING'), of('TIMESTAMP'), '"1970-01-01T00:00:01.500Z"'],
  ['yesterday', of('STRING'), of('TIMESTAMP'), 'cast-failed'],
  [0, of('INTEGER'), of('TIMESTAMP'), 'cast-failed'],
  [0, of('TIMESTAMP'), of('INTEGER'), 'cast-failed'],
  [0, of('TIMESTAMP'), maybe('ANY'), '"1970-01-01T00:00:00Z"'],
  [90_000, of('DURATION'), of('STRING'), '"PT1M30S"'],
  [[1, 'a'], of('ARRAY'), of('STRING'), '"[1,\\"a\\"]"'],
  [[1], of('ARRAY'), of('OBJECT'), 'cast-failed'],
  [{ toString: 1 }, of('OBJECT'), of('INTEGER'), 'cast-failed'],
]

const outcome = (value: Value, from: Type, to: Type): string => {
  try {
    return jsonText(cast(value, from, to), to.kind === 'ANY' ? undefined : to)
  } catch (error) {
    if (error instanceof RecordError) return error.slug
    throw error
  }
}

describe('CAST', () => {
  test.each(cases)('%o from %o to %o', (value, from, to, expected) => {
    expect(outcome(value, from, to)).toBe(expected)
  })
})
