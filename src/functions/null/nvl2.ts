import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { commonType, widened } from '../common-type.ts'
import { anyType } from '../limits.ts'

/** One value where the first is there, and another where it is NULL. */
export const nvl2Function = defineFunction({
  name: 'nvl2',
  group: 'null',
  parameters: [
    { name: 'value', kinds: ['ANY'], prose: 'any value' },
    { name: 'present', kinds: ['ANY'], prose: 'the result where there is a value' },
    { name: 'absent', kinds: ['ANY'], prose: 'the result where it is NULL' },
  ],
  result: (types) => commonType(types.slice(1)),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'One value where the first is there, and another where it is NULL.',
  examples: [
    { expression: "nvl2(1, 'yes', 'no')", result: '"yes"' },
    { expression: "nvl2(NULL, 'yes', 'no')", result: '"no"' },
  ],
  evaluate: ([value, present, absent], _, types) => {
    const [, yes = anyType, no = anyType] = types
    const to = commonType([yes, no])
    return value != null ? widened(present as Value, yes, to) : widened(absent as Value, no, to)
  },
})
