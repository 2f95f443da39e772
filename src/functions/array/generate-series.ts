import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { limitedArray, chargeFor, ARRAY_LENGTH_MAX } from '../limits.ts'

/** The integers from one to another, both included; NULL where the step is 0. */
export const generateSeriesFunction = defineFunction({
  name: 'generate_series',
  group: 'array',
  parameters: [
    { name: 'start', kinds: ['INTEGER'], prose: 'the first number' },
    { name: 'stop', kinds: ['INTEGER'], prose: 'the last number, at most' },
    { name: 'step', kinds: ['INTEGER'], prose: 'from one to the next, 1 if absent', optional: true },
  ],
  result: () => ({ ...maybe('ARRAY'), element: of('INTEGER') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The integers from one to another, both included; NULL where the step is 0.',
  examples: [
    { expression: 'generate_series(1, 4)', result: '[1,2,3,4]' },
    { expression: 'generate_series(5, 1, -2)', result: '[5,3,1]' },
    { expression: 'generate_series(2, 1)', result: '[]' },
    { expression: 'generate_series(1, 1000000)', error: 'value-too-large' },
  ],
  evaluate: ([start, stop, step], environment) => {
    const [first, last, by] = [Number(start), Number(stop), Number(step ?? 1)]
    if (by === 0) return null
    const length = Math.max(0, Math.floor((last - first) / by) + 1)
    if (length > ARRAY_LENGTH_MAX) limitedArray({ length } as readonly Value[])
    chargeFor(length, environment)
    return Array.from({ length }, (_, k) => first + k * by)
  },
})
