import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** A raw reading on another scale, by the line through two points; not limited to what is between them. */
export const mapRangeFunction = defineFunction({
  name: 'map_range',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['DOUBLE'], prose: 'the number' },
    { name: 'from_low', kinds: ['DOUBLE'], prose: 'a reading' },
    { name: 'from_high', kinds: ['DOUBLE'], prose: 'another reading' },
    { name: 'to_low', kinds: ['DOUBLE'], prose: 'what the first reading stands for' },
    { name: 'to_high', kinds: ['DOUBLE'], prose: 'what the second reading stands for' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['division-by-zero', 'number-overflow'],
  prose:
    'A raw reading on another scale, by the line through two points; not limited to what is between them.',
  examples: [
    { expression: 'map_range(12, 4, 20, 0, 100)', result: '50' },
    { expression: 'map_range(2, 4, 20, 0, 100)', result: '-12.5' },
    { expression: 'map_range(1, 4, 4, 0, 1)', error: 'division-by-zero' },
  ],
  evaluate: (args) => {
    const [value = 0, fromLow = 0, fromHigh = 0, toLow = 0, toHigh = 0] = args.map((one) =>
      asNumber(one as Value),
    )
    if (fromLow === fromHigh) throw new RecordError('division-by-zero', 'both readings are the same')
    return checkedDouble(toLow + ((value - fromLow) * (toHigh - toLow)) / (fromHigh - fromLow))
  },
})
