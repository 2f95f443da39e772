import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, limitedText } from '../limits.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The input in the base32 of RFC 4648, with padding. */
export const base32Function = defineFunction({
  name: 'base32',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The input in the base32 of RFC 4648, with padding.',
  examples: [
    { expression: "base32('foobar')", result: '"MZXW6YTBOI======"' },
    { expression: "base32('')", result: '""' },
  ],
  evaluate: ([input]) => {
    let text = ''
    let [bits, count] = [0, 0]
    for (const byte of bytesOf(input as string | Uint8Array)) {
      bits = ((bits << 8) | byte) & 0xffff
      for (count += 8; count >= 5; count -= 5) text += ALPHABET.charAt((bits >> (count - 5)) & 31)
    }
    if (count > 0) text += ALPHABET.charAt((bits << (5 - count)) & 31)
    return limitedText(text.padEnd(Math.ceil(text.length / 8) * 8, '='))
  },
})
