import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { bitsOf } from './frame.ts'

/** Some bits of a device frame as a number; NULL where the frame is too short. */
export const subbitsFunction = defineFunction({
  name: 'subbits',

  group: 'bits',
  parameters: [
    { name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' },
    {
      name: 'from',
      kinds: ['INTEGER'],
      prose: 'the first bit, from 1; the highest bit of a byte comes first',
    },
    { name: 'length', kinds: ['INTEGER'], prose: 'how many bits, 1 to 64' },
    { name: 'signed', kinds: ['BOOLEAN'], prose: 'is the number signed? FALSE if absent', optional: true },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'Some bits of a device frame as a number; NULL where the frame is too short.',
  examples: [
    { expression: "subbits(from_hex('9f4c'), 1, 4)", result: '9' },
    { expression: "subbits(from_hex('9f4c'), 5, 8)", result: '244' },
    { expression: "subbits(from_hex('9f4c'), 1, 4, TRUE)", result: '-7' },
    { expression: "subbits(from_hex('9f'), 5, 8)", result: 'null' },
  ],
  evaluate: ([bytes, from, length, signed]) => {
    const bits = bitsOf(bytes as Uint8Array, Number(from), Number(length))
    if (bits === undefined) return null
    return checkedInteger(signed === true ? BigInt.asIntN(Number(length), bits) : bits)
  },
})
