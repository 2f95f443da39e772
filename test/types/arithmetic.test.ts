import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doubleArithmetic, exactArithmetic, negate } from '../../src/types/arithmetic.ts'
import { Decimal } from '../../src/types/decimal.ts'
import { normalInteger } from '../../src/types/json/number.ts'
import { RecordError } from '../../src/types/record-error.ts'
import type { Value } from '../../src/types/value.ts'

const MIN = -(2n ** 63n)
const MAX = 2n ** 63n - 1n
const integer = fc.oneof(
  fc.bigInt({ min: MIN, max: MAX }),
  fc.bigInt({ min: -100n, max: 100n }),
  fc.constantFrom(MIN, MAX, 2n ** 53n, -(2n ** 53n), 2n ** 53n - 1n),
)

const slugOf = (run: () => Value): Value => {
  try {
    return run()
  } catch (error) {
    return error instanceof RecordError ? error.slug : 'not ours'
  }
}

const expected = (operator: keyof typeof exactArithmetic, a: bigint, b: bigint): Value => {
  if (b === 0n && ['DIV', 'MOD'].includes(operator)) return 'division-by-zero'
  const results = { '+': a + b, '-': a - b, '*': a * b, DIV: b && a / b, MOD: b && a % b, '/': 0n }
  const result = results[operator]
  return result < MIN || result > MAX ? 'number-overflow' : normalInteger(result)
}

describe('arithmetic', () => {
  test.each(['+', '-', '*', 'DIV', 'MOD'] as const)('%s of 64-bit integers is exact or fails', (operator) => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        const found = slugOf(() => exactArithmetic[operator](normalInteger(a), normalInteger(b)))
        expect(found).toBe(expected(operator, a, b))
      }),
    )
  })

  test('integers beyond 2^53 are bigint, all others number', () => {
    expect(exactArithmetic['+'](Number.MAX_SAFE_INTEGER, 1)).toBe(2n ** 53n)
    expect(exactArithmetic['-'](2n ** 53n, 1)).toBe(Number.MAX_SAFE_INTEGER)
    expect(slugOf(() => negate(MIN))).toBe('number-overflow')
    expect(Object.is(negate(0), 0)).toBe(true)
  })

  test('doubles stay finite and have no negative zero', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true }), (a, b) => {
        for (const operator of ['+', '-', '*', '/', 'DIV', 'MOD'] as const) {
          const found = slugOf(() => doubleArithmetic[operator](a, b))
          if (typeof found === 'number') expect(Number.isFinite(found) && !Object.is(found, -0)).toBe(true)
          else expect(['number-overflow', 'division-by-zero']).toContain(found)
        }
      }),
    )
  })

  test('doubles that happen to be whole do not overflow as integers', () => {
    expect(doubleArithmetic['*'](1e10, 1e10)).toBe(1e20)
    expect(slugOf(() => exactArithmetic['*'](1e10, 1e10))).toBe('number-overflow')
  })

  test('a decimal meets an integer as decimal and a double as double', () => {
    const price = Decimal.parse('1.10')
    expect(String(exactArithmetic['+'](price, 1))).toBe('2.10')
    expect(String(exactArithmetic['/'](price, 3))).toBe('0.366667')
    expect(exactArithmetic['*'](price, 0.5)).toBeCloseTo(0.55)
    expect(exactArithmetic.DIV(price, 1)).toBe(1)
  })

  test.each(['text', true, [1], null])('%j is no number', (value) => {
    expect(slugOf(() => exactArithmetic['+'](value, 1))).toBe('wrong-type')
  })
})
