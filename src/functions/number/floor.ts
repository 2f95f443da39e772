import { defineFunction } from '../../catalog/function.ts'
import { checkedInteger } from '../../types/arithmetic.ts'
import { Decimal } from '../../types/decimal.ts'
import { of } from '../../types/type.ts'
import { numberType } from '../common-type.ts'

/** The largest whole number that is not above the number. */
export const floorFunction = defineFunction({
  name: 'floor',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => (types[0]?.kind === 'DECIMAL' ? of('INTEGER') : numberType(types)),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The largest whole number that is not above the number.',
  examples: [
    { expression: 'floor(-1.5)', result: '-2' },
    { expression: 'floor(2)', result: '2' },
    { expression: "floor(CAST('-1.5' AS DECIMAL))", result: '-2' },
  ],
  evaluate: ([number]) => {
    if (number instanceof Decimal) return checkedInteger(number.floor())
    return typeof number === 'bigint' ? number : Math.floor(number as number) + 0
  },
})
