import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equals } from '../../../src/types/compare.ts'
import { Decimal } from '../../../src/types/decimal.ts'
import { parseJson, parseJsonStrict, parseJsonText } from '../../../src/types/json/parse.ts'
import { isPlainJson } from '../../../src/types/json/plain.ts'
import { JSON_DEPTH_MAX, skipValue } from '../../../src/types/json/scan.ts'
import { jsonText } from '../../../src/types/json/write.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Value } from '../../../src/types/value.ts'

const readable = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const attempt = (bytes: Uint8Array): Value | RecordError => {
  try {
    return parseJsonStrict(bytes)
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
}

/** JSON text with white space, escapes and odd keys, and texts that differ from it by one character. */
const spacing = fc.constantFrom('', ' ', '\n\t', '\r\n')
const spaced = fc
  .tuple(fc.jsonValue({ depthSize: 'small' }), fc.nat(3))
  .map(([value, indent]) => JSON.stringify(value, undefined, indent))
const broken = fc
  .tuple(spaced, fc.nat(), fc.constantFrom('', '"', ',', '{', ']', '0', '-', '.', 'e', '\\', '\u0001', 'é'))
  .map(([text, at, other]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + other + text.slice(place + 1)
  })

describe('JSON', () => {
  test('is accepted exactly where JSON.parse accepts it', () => {
    fc.assert(
      fc.property(fc.oneof(spaced, broken), spacing, (text, space) => {
        const whole = space + text + space
        const found = attempt(Buffer.from(whole))
        if (found instanceof RecordError && found.slug === 'number-overflow') return
        expect(!(found instanceof RecordError)).toBe(readable(whole))
      }),
      { numRuns: 5_000 },
    )
  })

  test('does not depend on the bytes behind it, which are those of another record', () => {
    const number = fc.constantFrom('1', '-1', '10', '1.5', '1e5', '-0', '1.', '1e', '-', '0', 'tru', '"a')
    const text = fc.oneof(spaced, broken, number)
    fc.assert(
      fc.property(text, fc.oneof(fc.constantFrom('0', '.5', 'e5', 'e"}', '5'), text), (one, other) => {
        const alone = Buffer.from(one)
        const both = Buffer.from(one + other)
        const isWhole = (bytes: Buffer): boolean => skipValue(bytes, 0, alone.length) === alone.length
        expect(isWhole(both)).toBe(isWhole(alone))
      }),
      { numRuns: 5_000 },
    )
  })

  test('has the same value as JSON.parse gives, as far as that is exact', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        fc.pre(!/\d[\d.]{15,}/.test(text))
        expect(equals(parseJsonText(text), JSON.parse(text) as Value)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('goes there and back', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        const value = parseJsonText(text)
        expect(equals(parseJsonText(jsonText(value)), value)).toBe(true)
      }),
    )
  })

  test('keeps 64-bit integers, and longer ones as decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (digits) => {
        const value = parseJsonText(String(digits))
        expect(jsonText(value)).toBe(String(digits))
        const fits = digits >= -(2n ** 63n) && digits < 2n ** 63n
        expect(value instanceof Decimal).toBe(!fits)
        expect(jsonText(parseJsonText(`{"a":[${String(digits)}]}`))).toBe(`{"a":[${String(digits)}]}`)
      }),
    )
  })

  test.each([
    ['-0', '0'],
    ['[-0]', '[0]'],
    ['[ -0.0 ]', '[0]'],
    ['{"a":-0e5}', '{"a":0}'],
    ['[1e400]', `[1${'0'.repeat(400)}]`],
    ['[1E+2,1e-2]', '[100,0.01]'],
    ['[12345678901234567890]', '[12345678901234567890]'],
    ['"\\ud800"', '"\\ud800"'],
    ['"\\ufeffa"', '"\ufeffa"'],
    ['"\ufeff and a text that is long enough"', '"\ufeff and a text that is long enough"'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
    ['{"__proto__":12345678901234567}', '{"__proto__":12345678901234567}'],
    ['{"toString":1,"constructor":2}', '{"toString":1,"constructor":2}'],
  ])('%s is read as %s', (text, written) => {
    expect(jsonText(parseJsonText(text))).toBe(written)
  })

  test.each([
    '',
    ' ',
    '01',
    '1.',
    '.1',
    '+1',
    '1e',
    'tru',
    'nul',
    'falsy',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '"\\x"',
    '"\\u12g4"',
    '"a',
    '[1 2]',
    '1 2',
    'NaN',
    '\ufeff1',
    '"\t"',
  ])('%j is refused', (text) => {
    expect(attempt(Buffer.from(text))).toMatchObject({ slug: 'bad-json' })
  })

  test('is refused where it is no UTF-8', () => {
    expect(attempt(Buffer.from([34, 0xff, 34]))).toMatchObject({ slug: 'bad-json' })
    expect(attempt(Buffer.from([34, 0xed, 0xa0, 0x80, 34]))).toMatchObject({ slug: 'bad-json' })
  })

  test('nests to the limit and no deeper', () => {
    const nested = (depth: number): Buffer => Buffer.from('['.repeat(depth) + ']'.repeat(depth))
    expect(attempt(nested(JSON_DEPTH_MAX))).not.toBeInstanceOf(RecordError)
    expect(attempt(nested(JSON_DEPTH_MAX + 1))).toBeInstanceOf(RecordError)
    expect(attempt(Buffer.from('['.repeat(5_000_000)))).toBeInstanceOf(RecordError)
  })

  test('a number of very many digits is an error of its record', () => {
    expect(attempt(Buffer.from('9'.repeat(500_000)))).toMatchObject({ slug: 'number-overflow' })
  })

  test('takes the short way for plain text alone', () => {
    const plain = (text: string): boolean => isPlainJson(Buffer.from(text), 0, text.length)
    expect(plain('{"at":"2026-01-01T00:00:00Z","id":"3e4f","n":123456789012345}')).toBe(true)
    expect([plain('[1234567890123456]'), plain('[1e400]'), plain('[-0]'), plain('-0')]).toEqual(
      Array(4).fill(false),
    )
  })

  test('reads a part of a larger buffer', () => {
    const bytes = Buffer.from('xx{"a":[1,"é"]}yy')
    expect(jsonText(parseJson(bytes, 2, bytes.length - 2))).toBe('{"a":[1,"é"]}')
  })
})
