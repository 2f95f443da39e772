import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { anyType, limitedArray, chargeFor, ARRAY_LENGTH_MAX } from '../limits.ts'

/** An array of one value, so many times. */
export const arrayRepeatFunction = defineFunction({
  name: 'array_repeat',
  group: 'array',
  parameters: [
    { name: 'value', kinds: ['ANY'], prose: 'the element' },
    { name: 'count', kinds: ['INTEGER'], prose: 'how often; none below 1' },
  ],
  result: (types) => ({ ...of('ARRAY'), element: types[0] ?? anyType }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'An array of one value, so many times.',
  examples: [
    { expression: "array_repeat('a', 3)", result: '["a","a","a"]' },
    { expression: 'array_repeat(1, 0)', result: '[]' },
    { expression: 'array_repeat(1, 1000000)', error: 'value-too-large' },
  ],
  evaluate: ([value, count], environment) => {
    const length = Math.max(0, Number(count))
    if (length > ARRAY_LENGTH_MAX) limitedArray({ length } as readonly Value[])
    chargeFor(length, environment)
    return Array.from({ length }, () => value as Value)
  },
})
