import { defineFunction } from '../../catalog/function.ts'
import { Decimal } from '../../types/decimal.ts'

/** The smallest whole number that is not below the number. */
export const ceilFunction = defineFunction({
  name: 'ceil',
  aliases: ['ceiling'],
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => (types[0]?.kind === 'DOUBLE' ? types[0] : { kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The smallest whole number that is not below the number.',
  examples: [
    { expression: 'ceil(1.2)', result: '2' },
    { expression: 'ceil(-1.5)', result: '-1' },
  ],
  evaluate: ([number]) =>
    number instanceof Decimal
      ? Math.ceil(number.toNumber())
      : typeof number === 'bigint'
        ? number
        : Math.ceil(Number(number)) + 0,
})
