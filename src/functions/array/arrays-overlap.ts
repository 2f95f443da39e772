import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'
import { arrayParameter } from './array-parameter.ts'

/** Have two arrays an element in common? NULL elements do not count. */
export const arraysOverlapFunction = defineFunction({
  name: 'arrays_overlap',
  aliases: ['array_overlap'],
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'Have two arrays an element in common? NULL elements do not count.',
  examples: [
    { expression: 'arrays_overlap([1, 2], [2, 3])', result: 'true' },
    { expression: 'arrays_overlap([1, NULL], [NULL])', result: 'false' },
  ],
  evaluate: ([array, other], environment) => {
    const [all, others] = [array as readonly Value[], other as readonly Value[]]
    chargeFor(all.length + others.length, environment)
    const keys = new Set(others.filter((one) => one != null).map(valueKey))
    return all.some((one) => one != null && keys.has(valueKey(one)))
  },
})
