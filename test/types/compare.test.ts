import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distinct, equals, order } from '../../src/types/compare.ts'
import { Decimal } from '../../src/types/decimal.ts'
import { normalInteger } from '../../src/types/json/number.ts'
import type { Value } from '../../src/types/value.ts'

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(normalInteger),
  fc
    .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.nat(3))
    .map(([digits, scale]) => new Decimal(digits, scale)),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.uint8Array({ maxLength: 4 }),
)
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(fc.option(tie('value')), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'toString'), fc.option(tie('value'))),
  ),
}))

describe('comparison', () => {
  test('equals is an equivalence that agrees with order', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(equals(a, structured(a))).toBe(true)
        expect(equals(a, b)).toBe(equals(b, a))
        expect(distinct(a, b)).toBe(!equals(a, b))
        const found = order(a, b)
        if (found !== undefined) expect(found === 0).toBe(equals(a, b))
      }),
    )
  })

  test('order is total within a kind', () => {
    fc.assert(
      fc.property(scalar, scalar, scalar, (a, b, c) => {
        const [ab, bc, ac] = [order(a, b), order(b, c), order(a, c)]
        if (ab !== undefined) expect(order(b, a)).toBe(ab === 0 ? 0 : -ab)
        if (ab === -1 && bc === -1) expect(ac).toBe(-1)
        if (ab === 0 && bc === 0) expect(ac).toBe(0)
      }),
    )
  })

  test('text goes by code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const [left, right] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')]
        expect(order(a, b)).toBe(Buffer.compare(left, right))
      }),
    )
    expect(order('\u{10000}', '\uffff')).toBe(1)
  })

  test.each<[Value, Value, boolean]>([
    [1, 1n, true],
    [9007199254740993n, 9007199254740992, false],
    [0.1, Decimal.parse('0.10'), true],
    [1, '1', false],
    [1, true, false],
    [[1, null], [1, null], true],
    [{ a: null }, {}, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ toString: 1 }, {}, false],
    [[], {}, false],
  ])('%o = %o is %o', (left, right, same) => {
    expect(equals(left, right)).toBe(same)
  })

  test('kinds that have no order give none', () => {
    expect([order(1, 'a'), order(true, 1), order([1], [2]), order({}, {})]).toEqual(Array(4).fill(undefined))
  })

  test('NULL and MISSING are one value for IS DISTINCT FROM', () => {
    expect([distinct(null, undefined), distinct(null, 0), distinct(undefined, '')]).toEqual([
      false,
      true,
      true,
    ])
  })

  test('a value that holds itself many times over is refused, not compared for ever', () => {
    const twin = (): Value => {
      let array: Value = [1]
      for (let k = 0; k < 64; k++) array = [array, array]
      return array
    }
    expect(() => equals(twin(), twin())).toThrow('too large')
    let deep: Value = 1
    for (let k = 0; k < 100_000; k++) deep = [deep]
    expect(() => equals(deep, [deep])).toThrow('too large')
  })
})

/** The same value in new arrays and objects. */
const structured = (value: Value): Value => {
  if (Array.isArray(value)) return (value as Value[]).map(structured)
  if (typeof value !== 'object' || value === null || value instanceof Decimal || value instanceof Uint8Array)
    return value
  const copy = Object.create(null) as Record<string, Value>
  for (const [name, member] of Object.entries(value as Record<string, Value>)) copy[name] = structured(member)
  return copy
}
