import { defineFunction } from '../../catalog/function.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { Decimal } from '../../types/decimal.ts'
import { of } from '../../types/type.ts'
import { numberType } from '../common-type.ts'

/** The smallest whole number that is not below the number. */
export const ceilFunction = defineFunction({
  name: 'ceil',
  aliases: ['ceiling'],
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => (types[0]?.kind === 'DECIMAL' ? of('INTEGER') : numberType(types)),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The smallest whole number that is not below the number.',
  examples: [
    { expression: 'ceil(-1.5)', result: '-1' },
    { expression: 'ceil(1.2)', result: '2' },
    { expression: "ceil(CAST('12345678901234567.1' AS DECIMAL))", result: '12345678901234568' },
  ],
  evaluate: ([number]) => {
    if (number instanceof Decimal) return checkedInteger(number.ceil())
    return typeof number === 'bigint' ? number : Math.ceil(number as number) + 0
  },
})
