import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { bytesOfInteger } from './frame.ts'

/** An unsigned integer as bytes; an error where it does not fit. */
export const writeUintFunction = defineFunction({
  name: 'write_uint',

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
  prose: 'An unsigned integer as bytes; an error where it does not fit.',
  examples: [
    { expression: 'hex(write_uint(258, 2))', result: '"0102"' },
    { expression: "hex(write_uint(258, 4, 'little'))", result: '"02010000"' },
    { expression: 'write_uint(256, 1)', error: 'number-overflow' },
  ],
  evaluate: ([number, size, order]) => {
    const bytes = bytesOfInteger(BigInt(number as bigint), Number(size), false)
    if (bytes === undefined)
      throw new RecordError('number-overflow', `the number does not fit ${String(size)} bytes`)
    return order === 'little' ? bytes.reverse() : bytes
  },
})
