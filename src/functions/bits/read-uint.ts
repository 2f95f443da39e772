import { defineFunction } from '../../catalog/function.ts'
import { checkedInteger } from '../../types/arithmetic.ts'

/** An unsigned integer from a device frame; NULL where the bytes do not reach. */
export const readUintFunction = defineFunction({
  name: 'read_uint',
  group: 'bits',
  parameters: [
    { name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' },
    { name: 'offset', kinds: ['INTEGER'], prose: 'position of the first byte, from 1' },
    { name: 'size', kinds: ['INTEGER'], prose: '1 to 8 bytes' },
    {
      name: 'order',
      kinds: ['STRING'],
      prose: 'big (the default) or little',
      optional: true,
      constant: true,
      values: ['big', 'little'],
    },
  ],
  result: () => ({ kind: 'INTEGER', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'An unsigned integer from a device frame; NULL where the bytes do not reach.',
  examples: [
    { expression: "read_uint(from_hex('0102ff'), 1, 2)", result: '258' },
    { expression: "read_uint(from_hex('0102'), 1, 2, 'little')", result: '513' },
    { expression: "read_uint(from_hex('01'), 1, 2)", result: 'null' },
  ],
  evaluate: ([bytes, offset, size, order]) => {
    const from = Number(offset) - 1
    const length = Number(size)
    if (from < 0 || length < 1 || length > 8) return null
    const part = (bytes as Uint8Array).slice(from, from + length)
    if (part.length < length) return null
    if (order === 'little') part.reverse()
    return checkedInteger(part.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n))
  },
})
