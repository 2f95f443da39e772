import { defineFunction } from '../../catalog/function.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The bits that are set in one of two 64-bit integers or in both. */
export const bitOrFunction = defineFunction({
  name: 'bit_or',
  group: 'bits',
  parameters: [
    { name: 'left', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'right', kinds: ['INTEGER'], prose: 'a number' },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The bits that are set in one of two 64-bit integers or in both.',
  examples: [
    { expression: 'bit_or(12, 10)', result: '14' },
    { expression: 'bit_or(0, 1)', result: '1' },
  ],
  evaluate: ([left, right]) =>
    normalInteger(BigInt.asIntN(64, BigInt(left as number) | BigInt(right as number))),
})
