import { expect, test } from 'vitest'
import { keyOf, keyValues } from '../../src/stream/table-key.ts'
import { Decimal } from '../../src/types/decimal.ts'
import { of } from '../../src/types/type.ts'

test('equal numbers of all kinds are one key, and give their value back', () => {
  const key = keyOf([of('DECIMAL')])
  const equal = [Decimal.parse('0.10'), 0.1, '0.1']
  expect(new Set(equal.map((value) => key([value]))).size).toBe(1)
  expect(key([Decimal.parse('7.00')])).toBe(7)
  expect(key([2 ** 60])).toBe(2n ** 60n)
  const exact = key([Decimal.parse('0.10000000000000000001')]) ?? ''
  expect(keyValues(exact, [of('DECIMAL')])).toEqual([Decimal.parse('0.10000000000000000001')])
})

test('NULL and other kinds match nothing; parts keep their bounds', () => {
  const key = keyOf([of('STRING'), of('INTEGER')])
  expect([key(['a', null]), key([undefined, 1]), key([1, 1]), key(['a', 'x'])]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  const parts = key(['a","b', -9_007_199_254_740_993n]) ?? ''
  expect(keyValues(parts, [of('STRING'), of('INTEGER')])).toEqual(['a","b', -9_007_199_254_740_993n])
})
