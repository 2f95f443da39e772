import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { partOf } from './frame.ts'

/** A number in IEEE 754 form from a device frame; NULL where the bytes do not reach, and for infinity and what is no number. */
export const readFloatFunction = defineFunction({
  name: 'read_float',

  group: 'bits',
  parameters: [
    { name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' },
    { name: 'offset', kinds: ['INTEGER'], prose: 'position of the first byte, from 1' },
    { name: 'size', kinds: ['INTEGER'], prose: '4 or 8 bytes' },
    {
      name: 'order',
      kinds: ['STRING'],
      prose: 'big (the default) or little',
      optional: true,
      constant: true,
      values: ['big', 'little'],
    },
  ],
  result: () => maybe('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose:
    'A number in IEEE 754 form from a device frame; NULL where the bytes do not reach, and for infinity and what is no number.',
  examples: [
    { expression: "read_float(from_hex('41ac0000'), 1, 4)", result: '21.5' },
    { expression: "read_float(from_hex('0000ac41'), 1, 4, 'little')", result: '21.5' },
    { expression: "read_float(from_hex('7f800000'), 1, 4)", result: 'null' },
  ],
  evaluate: ([bytes, offset, size, order]) => {
    const length = Number(size)
    const part =
      length === 4 || length === 8 ? partOf(bytes as Uint8Array, Number(offset), length, order) : undefined
    if (part === undefined) return null
    const view = new DataView(part.buffer, part.byteOffset)
    const value = length === 4 ? view.getFloat32(0) : view.getFloat64(0)
    return Number.isFinite(value) ? value + 0 : null
  },
})
