import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** One byte as a number, 0 to 255; NULL where there is none. */
export const byteAtFunction = defineFunction({
  name: 'byte_at',

  group: 'bits',
  parameters: [
    { name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' },
    { name: 'position', kinds: ['INTEGER'], prose: 'which byte, from 1; negative from the end' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'One byte as a number, 0 to 255; NULL where there is none.',
  examples: [
    { expression: "byte_at(from_hex('0aff'), 2)", result: '255' },
    { expression: "byte_at(from_hex('0aff'), -2)", result: '10' },
    { expression: "byte_at(from_hex('0a'), 2)", result: 'null' },
  ],
  evaluate: ([bytes, position]) => {
    const frame = bytes as Uint8Array
    const wanted = Number(position)
    return frame[wanted < 0 ? frame.length + wanted : wanted - 1] ?? null
  },
})
