import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { commonType } from '../common-type.ts'
import { doubleArithmetic, exactArithmetic } from '../../types/arithmetic.ts'

/** The remainder of a division, with the sign of the dividend. */
export const modFunction = defineFunction({
  name: 'mod',

  group: 'number',
  parameters: [
    { name: 'dividend', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'what is divided' },
    { name: 'divisor', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'what it is divided by' },
  ],
  result: (types) => commonType(types),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['division-by-zero'],
  prose: 'The remainder of a division, with the sign of the dividend.',
  examples: [
    { expression: 'mod(-7, 3)', result: '-1' },
    { expression: 'mod(7.5, 2)', result: '1.5' },
    { expression: 'mod(1, 0)', error: 'division-by-zero' },
  ],
  evaluate: ([dividend, divisor], _, types) =>
    (commonType(types).kind === 'DOUBLE' ? doubleArithmetic : exactArithmetic).MOD(
      dividend as Value,
      divisor as Value,
    ),
})
