import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestPath } from '../../../src/connectors/http/request-path.ts'

const base = new URL('https://ops.example:8443/api/v1')

test('no path of a row leaves the base path, whatever it is made of', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2E',
    '%2f',
    '@',
    ':',
    '?',
    '#',
    '//',
    'a',
    'x.y',
    '\t',
    '\r\n',
    '€',
  )
  const path = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(path, (text) => {
      const made = requestPath(base, text)
      if (made === undefined) return
      expect(made).toMatch(/^[\x21-\x7e]+$/)
      const url = new URL(made, base)
      expect(url.origin).toBe(base.origin)
      expect(url.pathname === '/api/v1' || url.pathname.startsWith('/api/v1/')).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['', '/api/v1'],
  ['/', '/api/v1/'],
  ['a', '/api/v1/a'],
  ['/a?b=c', '/api/v1/a?b=c'],
  ['?b=c', '/api/v1?b=c'],
  ['/a/../b', '/api/v1/b'],
  ['/ü', '/api/v1/%C3%BC'],
  ['/a%2Fb', '/api/v1/a%2Fb'],
])('%s becomes %s', (text, expected) => {
  expect(requestPath(base, text)).toBe(expected)
})
