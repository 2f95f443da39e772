import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { normalInteger } from '../../types/json/number.ts'
import { hexOf } from '../limits.ts'
import { partOf } from './frame.ts'

/** A number in binary coded decimals, two digits a byte, as meters send it; NULL where it is none. */
export const readBcdFunction = defineFunction({
  name: 'read_bcd',

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

  prose: 'A number in binary coded decimals, two digits a byte, as meters send it; NULL where it is none.',
  examples: [
    { expression: "read_bcd(from_hex('1234'), 1, 2)", result: '1234' },
    { expression: "read_bcd(from_hex('3412'), 1, 2, 'little')", result: '1234' },
    { expression: "read_bcd(from_hex('1a'), 1, 1)", result: 'null' },
  ],
  evaluate: ([bytes, offset, size, order]) => {
    const part =
      Number(size) > 8 ? undefined : partOf(bytes as Uint8Array, Number(offset), Number(size), order)
    const digits = part === undefined ? '' : hexOf(part)
    return /^[0-9]+$/.test(digits) ? normalInteger(BigInt(digits)) : null
  },
})
