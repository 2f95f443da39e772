import { defineFunction } from '../../catalog/function.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The bits that are set in both 64-bit integers. */
export const bitAndFunction = defineFunction({
  name: 'bit_and',
  group: 'bits',
  parameters: [
    { name: 'left', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'right', kinds: ['INTEGER'], prose: 'a number' },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The bits that are set in both 64-bit integers.',
  examples: [
    { expression: 'bit_and(12, 10)', result: '8' },
    { expression: 'bit_and(-1, 255)', result: '255' },
  ],
  evaluate: ([left, right]) =>
    normalInteger(BigInt.asIntN(64, BigInt(left as number) & BigInt(right as number))),
})
