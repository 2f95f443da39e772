import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text of bytes in ISO 8859-1: each byte is the code point of a character. */
export const fromLatin1Function = defineFunction({
  name: 'from_latin1',

  group: 'hash',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text of bytes in ISO 8859-1: each byte is the code point of a character.',
  examples: [
    { expression: "from_latin1(from_hex('e9'))", result: '"é"' },
    { expression: "from_latin1(from_hex('6162'))", result: '"ab"' },
  ],
  evaluate: ([bytes]) => Array.from(bytes as Uint8Array, (byte) => String.fromCharCode(byte)).join(''),
})
