import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal } from '../../src/types/decimal.ts'

const unscaled = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const decimal = fc.tuple(unscaled, fc.nat(12)).map(([value, scale]) => new Decimal(value, scale))

/** The value times 10 to the 40th, which all results here fit without a rest. */
const fixed = (value: Decimal): bigint => value.unscaled * 10n ** BigInt(40 - value.scale)

describe('decimals', () => {
  test('are read and written with all digits', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const again = Decimal.parse(value.toString())
        expect([again.unscaled, again.scale]).toEqual([value.unscaled, value.scale])
      }),
    )
    expect(Decimal.parse('1.50e-3').toString()).toBe('0.00150')
    expect(Decimal.parse('12e3').toString()).toBe('12000')
    expect(() => Decimal.parse('1e1001')).toThrow('digits')
    expect(() => Decimal.parse('.5')).toThrow()
  })

  test('add, subtract, multiply and compare as whole numbers of their smallest unit do', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(fixed(a.add(b))).toBe(fixed(a) + fixed(b))
        expect(fixed(a.subtract(b))).toBe(fixed(a) - fixed(b))
        expect(fixed(a.multiply(b)) * 10n ** 40n).toBe(fixed(a) * fixed(b))
        expect(a.compare(b)).toBe(fixed(a) < fixed(b) ? -1 : fixed(a) > fixed(b) ? 1 : 0)
      }),
    )
  })

  test('divide and round to the nearest, halves away from zero', () => {
    fc.assert(
      fc.property(decimal, decimal, fc.nat(10), (a, b, scale) => {
        fc.pre(!b.isZero)
        const error = 2n * (fixed(a.divide(b, scale)) * fixed(b) - fixed(a) * 10n ** 40n)
        const size = fixed(b) * 10n ** BigInt(40 - scale)
        expect(error < 0n ? -error : error).toBeLessThanOrEqual(size < 0n ? -size : size)
      }),
    )
    const rounded = (text: string, scale: number): string => Decimal.parse(text).round(scale).toString()
    expect(rounded('2.5', 0)).toBe('3')
    expect(rounded('-2.5', 0)).toBe('-3')
    expect(rounded('1250', -2)).toBe('1300')
    expect(rounded('1.2', 3)).toBe('1.200')
  })

  test('have a quotient and a remainder that make the dividend', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        fc.pre(!b.isZero)
        const whole = new Decimal(a.quotient(b), 0)
        expect(whole.multiply(b).add(a.remainder(b)).compare(a)).toBe(0)
      }),
    )
  })

  test('have whole numbers below and above them', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        expect(new Decimal(value.floor(), 0).compare(value)).toBeLessThanOrEqual(0)
        expect(new Decimal(value.floor() + 1n, 0).compare(value)).toBe(1)
        expect(new Decimal(value.ceil(), 0).compare(value)).toBeGreaterThanOrEqual(0)
        expect(new Decimal(value.ceil() - 1n, 0).compare(value)).toBe(-1)
      }),
    )
  })
})
