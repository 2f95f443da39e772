import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { base64Bytes } from '../../types/base64.ts'

/** The bytes of URL-safe base64, with padding or without; NULL where the text is none. */
export const fromBase64urlFunction = defineFunction({
  name: 'from_base64url',

  group: 'hash',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The bytes of URL-safe base64, with padding or without; NULL where the text is none.',
  examples: [
    { expression: "hex(from_base64url('-_8'))", result: '"fbff"' },
    { expression: "from_base64url('a+b')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const body = (text as string).replace(/={1,2}$/, '')
    if (!/^[A-Za-z0-9_-]*$/.test(body)) return null
    const padded = body.padEnd(Math.ceil(body.length / 4) * 4, '=')
    return base64Bytes(padded.replaceAll('-', '+').replaceAll('_', '/')) ?? null
  },
})
