import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** A part of the bytes. */
export const subbytesFunction = defineFunction({
  name: 'subbytes',

  group: 'bits',
  parameters: [
    { name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' },
    { name: 'from', kinds: ['INTEGER'], prose: 'position of the first byte, from 1; negative from the end' },
    { name: 'length', kinds: ['INTEGER'], prose: 'how many bytes; to the end if absent', optional: true },
  ],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'A part of the bytes.',
  examples: [
    { expression: "hex(subbytes(from_hex('01020304'), 2, 2))", result: '"0203"' },
    { expression: "hex(subbytes(from_hex('01020304'), -1))", result: '"04"' },
  ],
  evaluate: ([bytes, from, length]) => {
    const frame = bytes as Uint8Array
    const first = Number(from) < 0 ? frame.length + Number(from) : Math.max(0, Number(from) - 1)
    const last = length === undefined ? frame.length : first + Math.max(0, Number(length))
    return frame.slice(Math.max(0, first), Math.max(0, last))
  },
})
