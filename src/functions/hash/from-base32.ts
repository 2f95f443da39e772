import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of base32 text, in upper or lower case, with padding or without; NULL where it is none. */
export const fromBase32Function = defineFunction({
  name: 'from_base32',

  group: 'hash',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The bytes of base32 text, in upper or lower case, with padding or without; NULL where it is none.',
  examples: [
    { expression: "from_utf8(from_base32('MZXW6YTBOI======'))", result: '"foobar"' },
    { expression: "from_base32('1')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const body = (text as string).toUpperCase().replace(/={1,6}$/, '')
    if (!/^[A-Z2-7]*$/.test(body)) return null
    const bytes = new Uint8Array(Math.floor((body.length * 5) / 8))
    let [bits, count, at] = [0, 0, 0]
    for (const one of body) {
      bits = ((bits << 5) | ALPHABET.indexOf(one)) & 0xfff
      count += 5
      if (count < 8) continue
      count -= 8
      bytes[at++] = bits >> count
    }
    return bytes
  },
})
