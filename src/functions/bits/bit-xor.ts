import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The bits that are set in one of both 64-bit integers. */
export const bitXorFunction = defineFunction({
  name: 'bit_xor',

  group: 'bits',
  parameters: [
    { name: 'left', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'right', kinds: ['INTEGER'], prose: 'a number' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The bits that are set in one of both 64-bit integers.',
  examples: [
    { expression: 'bit_xor(12, 10)', result: '6' },
    { expression: 'bit_xor(-1, 0)', result: '-1' },
  ],
  evaluate: ([left, right]) =>
    normalInteger(BigInt.asIntN(64, BigInt(left as bigint) ^ BigInt(right as bigint))),
})
