import { defineFunction } from '../../catalog/function.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The 64-bit integer shifted to the right, its sign kept. */
export const bitShiftRightFunction = defineFunction({
  name: 'bit_shift_right',
  group: 'bits',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'count', kinds: ['INTEGER'], prose: 'by how many bits, 0 to 63' },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The 64-bit integer shifted to the right, its sign kept.',
  examples: [
    { expression: 'bit_shift_right(12, 2)', result: '3' },
    { expression: 'bit_shift_right(-8, 1)', result: '-4' },
  ],
  evaluate: ([number, count]) =>
    normalInteger(BigInt(number as number) >> BigInt(Math.max(0, Math.min(63, Number(count))))),
})
