import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is the integer a multiple of 2? */
export const isEvenFunction = defineFunction({
  name: 'is_even',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER'], prose: 'a number' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Is the integer a multiple of 2?',
  examples: [
    { expression: 'is_even(4)', result: 'true' },
    { expression: 'is_even(-3)', result: 'false' },
  ],
  evaluate: ([number]) => BigInt(number as bigint) % 2n === 0n,
})
