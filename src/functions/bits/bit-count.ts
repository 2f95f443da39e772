import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** How many of the 64 bits are set. */
export const bitCountFunction = defineFunction({
  name: 'bit_count',

  group: 'bits',
  parameters: [{ name: 'number', kinds: ['INTEGER'], prose: 'a number' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'How many of the 64 bits are set.',
  examples: [
    { expression: 'bit_count(7)', result: '3' },
    { expression: 'bit_count(-1)', result: '64' },
  ],
  evaluate: ([number]) => {
    let count = 0
    for (let rest = BigInt.asUintN(64, BigInt(number as bigint)); rest > 0n; rest &= rest - 1n) count++
    return count
  },
})
