import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { bytesOfInteger } from './frame.ts'

/** A signed integer as bytes, in two's complement; an error where it does not fit. */
export const writeIntFunction = defineFunction({
  name: 'write_int',

  group: 'bits',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
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
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: "A signed integer as bytes, in two's complement; an error where it does not fit.",
  examples: [
    { expression: 'hex(write_int(-200, 2))', result: '"ff38"' },
    { expression: "hex(write_int(-2, 2, 'little'))", result: '"feff"' },
    { expression: 'write_int(128, 1)', error: 'number-overflow' },
  ],
  evaluate: ([number, size, order]) => {
    const bytes = bytesOfInteger(BigInt(number as bigint), Number(size), true)
    if (bytes === undefined)
      throw new RecordError('number-overflow', `the number does not fit ${String(size)} bytes`)
    return order === 'little' ? bytes.reverse() : bytes
  },
})
