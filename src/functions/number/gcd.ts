import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { greatestDivisor } from './greatest-divisor.ts'

/** The greatest common divisor of two integers, never negative. */
export const gcdFunction = defineFunction({
  name: 'gcd',

  group: 'number',
  parameters: [
    { name: 'left', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'right', kinds: ['INTEGER'], prose: 'a number' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The greatest common divisor of two integers, never negative.',
  examples: [
    { expression: 'gcd(12, -18)', result: '6' },
    { expression: 'gcd(0, 5)', result: '5' },
  ],
  evaluate: ([left, right]) =>
    checkedInteger(greatestDivisor(BigInt(left as bigint), BigInt(right as bigint))),
})
