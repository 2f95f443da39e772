import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal } from '../../../src/types/decimal.ts'
import { jsonText } from '../../../src/types/json/write.ts'
import { of, type Type } from '../../../src/types/type.ts'
import type { Value } from '../../../src/types/value.ts'

describe('JSON text', () => {
  test('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonText(value as Value)).toBe(JSON.stringify(value))
      }),
    )
  })

  test.each<[Value, Type, string]>([
    [null, of('STRING'), 'null'],
    [undefined, of('ANY'), 'null'],
    [0, of('TIMESTAMP'), '"1970-01-01T00:00:00Z"'],
    [5_400_000, of('DURATION'), '"PT1H30M"'],
    [9007199254740993n, of('INTEGER'), '9007199254740993'],
    [Decimal.parse('1.10'), of('DECIMAL'), '1.10'],
    [1e21, of('DOUBLE'), '1e+21'],
    [-0, of('DOUBLE'), '0'],
    [Uint8Array.of(0, 255), of('BYTES'), '"AP8="'],
    ['\ud800"\n', of('STRING'), '"\\ud800\\"\\n"'],
    [[0, null], { ...of('ARRAY'), element: of('TIMESTAMP') }, '["1970-01-01T00:00:00Z",null]'],
    [
      { at: 0, n: 0 },
      { ...of('OBJECT'), fields: [{ name: 'at', type: of('TIMESTAMP') }] },
      '{"at":"1970-01-01T00:00:00Z","n":0}',
    ],
    [[], of('ARRAY'), '[]'],
    [{}, of('OBJECT'), '{}'],
  ])('%o of type %o is %s', (value, type, text) => {
    expect(jsonText(value, type)).toBe(text)
  })

  test('gives up on a value that is deeper or longer than any that should be written', () => {
    let deep: Value = 1
    for (let k = 0; k < 100_000; k++) deep = [deep]
    expect(() => jsonText(deep)).toThrow('too deep')
    let wide: Value = ['a text']
    for (let k = 0; k < 60; k++) wide = [wide, wide]
    expect(() => jsonText(wide)).toThrow('too long')
  })
})
