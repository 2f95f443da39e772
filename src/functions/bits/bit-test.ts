import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is this bit set? Status words of devices are read so. */
export const bitTestFunction = defineFunction({
  name: 'bit_test',

  group: 'bits',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'bit', kinds: ['INTEGER'], prose: 'which bit, 0 (the lowest) to 63' },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Is this bit set? Status words of devices are read so.',
  examples: [
    { expression: 'bit_test(5, 2)', result: 'true' },
    { expression: 'bit_test(5, 1)', result: 'false' },
  ],
  evaluate: ([number, bit]) =>
    Number(bit) >= 0 &&
    Number(bit) <= 63 &&
    ((BigInt(number as bigint) >> BigInt(bit as bigint)) & 1n) === 1n,
})
