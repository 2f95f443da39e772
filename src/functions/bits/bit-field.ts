import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { checkedInteger } from '../../types/arithmetic.ts'

/** Some bits of an integer as an unsigned number of their own; NULL where they reach beyond 64. */
export const bitFieldFunction = defineFunction({
  name: 'bit_field',

  group: 'bits',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'from', kinds: ['INTEGER'], prose: 'the lowest bit, 0 to 63' },
    { name: 'length', kinds: ['INTEGER'], prose: 'how many bits, 1 to 64' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'Some bits of an integer as an unsigned number of their own; NULL where they reach beyond 64.',
  examples: [
    { expression: 'bit_field(180, 2, 4)', result: '13' },
    { expression: 'bit_field(255, 4, 4)', result: '15' },
    { expression: 'bit_field(1, 60, 8)', result: 'null' },
  ],
  evaluate: ([number, from, length]) => {
    const [first, count] = [Number(from), Number(length)]
    if (first < 0 || count < 1 || first + count > 64) return null
    const whole = BigInt.asUintN(64, BigInt(number as bigint))
    return checkedInteger((whole >> BigInt(first)) & ((1n << BigInt(count)) - 1n))
  },
})
