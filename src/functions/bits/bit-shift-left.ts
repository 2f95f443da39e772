import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The 64-bit integer shifted to the left; bits that go beyond 64 are lost. */
export const bitShiftLeftFunction = defineFunction({
  name: 'bit_shift_left',

  group: 'bits',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'count', kinds: ['INTEGER'], prose: 'by how many bits, 0 to 63' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The 64-bit integer shifted to the left; bits that go beyond 64 are lost.',
  examples: [
    { expression: 'bit_shift_left(3, 2)', result: '12' },
    { expression: 'bit_shift_left(1, 63)', result: '-9223372036854775808' },
  ],
  evaluate: ([number, count]) =>
    normalInteger(
      BigInt.asIntN(64, BigInt(number as bigint) << BigInt(Math.max(0, Math.min(63, Number(count))))),
    ),
})
