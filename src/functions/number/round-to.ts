import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** The nearest multiple of a step, half away from zero. */
export const roundToFunction = defineFunction({
  name: 'round_to',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['DOUBLE'], prose: 'the number' },
    { name: 'step', kinds: ['DOUBLE'], prose: 'the step, above 0' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['division-by-zero', 'number-overflow'],
  prose: 'The nearest multiple of a step, half away from zero.',
  examples: [
    { expression: 'round_to(21.37, 0.5)', result: '21.5' },
    { expression: 'round_to(-7, 5)', result: '-5' },
    { expression: 'round_to(1, 0)', error: 'division-by-zero' },
  ],
  evaluate: ([number, step]) => {
    const size = Math.abs(asNumber(step as Value))
    if (size === 0) throw new RecordError('division-by-zero', 'the step is 0')
    const steps = asNumber(number as Value) / size
    return checkedDouble(Math.sign(steps) * Math.round(Math.abs(steps)) * size)
  },
})
