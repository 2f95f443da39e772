import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { normalInteger } from '../../types/json/number.ts'
import { partOf } from './frame.ts'

/** A signed integer from a device frame; NULL where the bytes do not reach. */
export const readIntFunction = defineFunction({
  name: 'read_int',

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
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'A signed integer from a device frame; NULL where the bytes do not reach.',
  examples: [
    { expression: "read_int(from_hex('ff38'), 1, 2)", result: '-200' },
    { expression: "read_int(from_hex('38ff'), 1, 2, 'little')", result: '-200' },
    { expression: "read_int(from_hex('ff'), 1, 2)", result: 'null' },
  ],
  evaluate: ([bytes, offset, size, order]) => {
    const part =
      Number(size) > 8 ? undefined : partOf(bytes as Uint8Array, Number(offset), Number(size), order)
    if (part === undefined) return null
    const value = part.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n)
    return normalInteger(BigInt.asIntN(part.length * 8, value))
  },
})
