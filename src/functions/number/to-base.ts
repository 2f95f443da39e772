import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'

/** An integer written in another base, in lower case. */
export const toBaseFunction = defineFunction({
  name: 'to_base',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER'], prose: 'a number' },
    { name: 'base', kinds: ['INTEGER'], prose: '2 to 36' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'An integer written in another base, in lower case.',
  examples: [
    { expression: 'to_base(255, 16)', result: '"ff"' },
    { expression: 'to_base(-5, 2)', result: '"-101"' },
    { expression: 'to_base(1, 1)', error: 'number-overflow' },
  ],
  evaluate: ([number, base]) => {
    const digits = Number(base)
    if (digits < 2 || digits > 36) throw new RecordError('number-overflow', 'a base is 2 to 36')
    return BigInt(number as bigint).toString(digits)
  },
})
