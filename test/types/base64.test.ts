import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Bytes, base64Text, isBase64 } from '../../src/types/base64.ts'

test('base64 goes there and back as Buffer does it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = base64Text(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(base64Bytes(text)).toEqual(bytes)
    }),
  )
})

test.each(['a', 'ab', 'abc', 'a===', '====', 'ab=c', 'YW Jj', 'YW-_', 'é=', 'ab==ab=='])(
  '%s is none',
  (text) => {
    expect(isBase64(text)).toBe(false)
    expect(base64Bytes(text)).toBeUndefined()
  },
)

test('long text is read without a deep stack', () => {
  const bytes = new Uint8Array(3_000_000).fill(7)
  expect(base64Bytes(base64Text(bytes))?.length).toBe(bytes.length)
})
