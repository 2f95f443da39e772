import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The bytes from the last to the first. */
export const reverseBytesFunction = defineFunction({
  name: 'reverse_bytes',

  group: 'bits',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The bytes from the last to the first.',
  examples: [
    { expression: "hex(reverse_bytes(from_hex('0102')))", result: '"0201"' },
    { expression: "hex(reverse_bytes(from_hex('')))", result: '""' },
  ],
  evaluate: ([bytes]) => (bytes as Uint8Array).slice().reverse(),
})
