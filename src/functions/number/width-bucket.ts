import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { maybe } from '../../types/type.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** Which of so many equal buckets holds the number, from 1; 0 below them, count + 1 above; NULL where there are none. */
export const widthBucketFunction = defineFunction({
  name: 'width_bucket',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['DOUBLE'], prose: 'the number' },
    { name: 'low', kinds: ['DOUBLE'], prose: 'where the first bucket begins' },
    { name: 'high', kinds: ['DOUBLE'], prose: 'where the last bucket ends' },
    { name: 'count', kinds: ['INTEGER'], prose: 'how many buckets of equal width' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose:
    'Which of so many equal buckets holds the number, from 1; 0 below them, count + 1 above; NULL where there are none.',
  examples: [
    { expression: 'width_bucket(5.35, 0.024, 10.06, 5)', result: '3' },
    { expression: 'width_bucket(-1, 0, 10, 5)', result: '0' },
    { expression: 'width_bucket(10, 0, 10, 5)', result: '6' },
  ],
  evaluate: ([number, low, high, count]) => {
    const [value = 0, from = 0, to = 0] = [number, low, high].map((one) => asNumber(one as Value))
    const buckets = Number(count)
    if (buckets < 1 || !(from < to)) return null
    if (value < from) return 0
    return value >= to
      ? checkedInteger(BigInt(buckets) + 1n)
      : Math.floor(((value - from) / (to - from)) * buckets) + 1
  },
})
