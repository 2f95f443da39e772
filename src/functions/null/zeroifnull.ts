import { defineFunction } from '../../catalog/function.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Value } from '../../types/value.ts'
import { numberType } from '../common-type.ts'

/** The number, or 0 where it is NULL. */
export const zeroifnullFunction = defineFunction({
  name: 'zeroifnull',
  group: 'null',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => ({ ...numberType(types), nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'The number, or 0 where it is NULL.',
  examples: [
    { expression: 'zeroifnull(NULL)', result: '0' },
    { expression: 'zeroifnull(7)', result: '7' },
    { expression: 'zeroifnull(x)', row: '{"x": null}', result: '0' },
  ],
  evaluate: ([number], _, types) => {
    if (number != null) return number as Value
    return types[0]?.kind === 'DECIMAL' ? Decimal.ofInteger(0) : 0
  },
})
