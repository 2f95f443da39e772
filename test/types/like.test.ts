import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileLike } from '../../src/types/like.ts'

const letter = fc.constantFrom('a', 'b', '😀', '%', '_', '!')

/** The same by trying every way, character by character. */
const matches = (pattern: readonly string[], text: readonly string[]): boolean => {
  const [piece, ...rest] = pattern
  if (piece === undefined) return text.length === 0
  if (piece === '%') return matches(rest, text) || (text.length > 0 && matches(pattern, text.slice(1)))
  if (text.length === 0) return false
  if (piece === '!') return rest[0] === text[0] && matches(rest.slice(1), text.slice(1))
  return (piece === '_' || piece === text[0]) && matches(rest, text.slice(1))
}

describe('LIKE', () => {
  test('matches as trying every way does', () => {
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 6 }), fc.array(letter, { maxLength: 7 }), (pattern, text) => {
        fc.pre(!/!(!!)*$/.test(pattern.join('')))
        expect(compileLike(pattern.join(''), '!')(text.join(''))).toBe(matches(pattern, text))
      }),
      { numRuns: 5_000 },
    )
  })

  test('a pattern must not end with its escape character, nor be very long', () => {
    expect(() => compileLike('a!', '!')).toThrow('escape')
    expect(() => compileLike('a'.repeat(1_001))).toThrow('characters')
  })

  test('a long text costs no more than its length times the pattern', () => {
    const pattern = `%${'a'.repeat(20)}b%${'a'.repeat(20)}_c%`
    expect(compileLike(pattern)('a'.repeat(100_000))).toBe(false)
  })
})
