import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The 64-bit integer with all its bits turned over. */
export const bitNotFunction = defineFunction({
  name: 'bit_not',

  group: 'bits',
  parameters: [{ name: 'number', kinds: ['INTEGER'], prose: 'a number' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The 64-bit integer with all its bits turned over.',
  examples: [
    { expression: 'bit_not(0)', result: '-1' },
    { expression: 'bit_not(5)', result: '-6' },
  ],
  evaluate: ([number]) => normalInteger(~BigInt(number as bigint)),
})
