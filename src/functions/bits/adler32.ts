import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** The Adler-32 checksum of the input, as in zlib (RFC 1950). */
export const adler32Function = defineFunction({
  name: 'adler32',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The Adler-32 checksum of the input, as in zlib (RFC 1950).',
  examples: [
    { expression: "adler32('Wikipedia')", result: '300286872' },
    { expression: "adler32('')", result: '1' },
  ],
  evaluate: ([input]) => {
    let [a, b] = [1, 0]
    for (const byte of bytesOf(input as string | Uint8Array)) {
      a = (a + byte) % 65_521
      b = (b + a) % 65_521
    }
    return b * 65_536 + a
  },
})
