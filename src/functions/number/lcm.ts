import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { greatestDivisor } from './greatest-divisor.ts'

/** The least common multiple of two integers, never negative. */
export const lcmFunction = defineFunction({
  name: 'lcm',

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
  prose: 'The least common multiple of two integers, never negative.',
  examples: [
    { expression: 'lcm(4, 6)', result: '12' },
    { expression: 'lcm(0, 6)', result: '0' },
  ],
  evaluate: ([left, right]) => {
    const [a, b] = [BigInt(left as bigint), BigInt(right as bigint)]
    if (a === 0n || b === 0n) return 0
    const multiple = (a / greatestDivisor(a, b)) * b
    return checkedInteger(multiple < 0n ? -multiple : multiple)
  },
})
