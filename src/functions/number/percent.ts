import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { maybe } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The part as per cent of the whole; NULL where the whole is 0. */
export const percentFunction = defineFunction({
  name: 'percent',

  group: 'number',
  parameters: [
    { name: 'part', kinds: ['DOUBLE'], prose: 'the part' },
    { name: 'whole', kinds: ['DOUBLE'], prose: 'the whole' },
  ],
  result: () => maybe('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The part as per cent of the whole; NULL where the whole is 0.',
  examples: [
    { expression: 'percent(1, 8)', result: '12.5' },
    { expression: 'percent(1, 0)', result: 'null' },
  ],
  evaluate: ([part, whole]) => {
    const by = asNumber(whole as Value)
    return by === 0 ? null : checkedDouble((asNumber(part as Value) / by) * 100)
  },
})
