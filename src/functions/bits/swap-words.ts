import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The bytes with each pair of 16-bit words in turned order, as some Modbus devices send 32-bit values; NULL where they are no multiple of 4. */
export const swapWordsFunction = defineFunction({
  name: 'swap_words',

  group: 'bits',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' }],
  result: () => maybe('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose:
    'The bytes with each pair of 16-bit words in turned order, as some Modbus devices send 32-bit values; NULL where they are no multiple of 4.',
  examples: [
    { expression: "hex(swap_words(from_hex('01020304')))", result: '"03040102"' },
    { expression: "swap_words(from_hex('0102'))", result: 'null' },
  ],
  evaluate: ([bytes]) => {
    const frame = bytes as Uint8Array
    if (frame.length % 4 !== 0) return null
    return frame.map((_, k) => frame[k ^ 2] ?? 0)
  },
})
