import { defineFunction } from '../../catalog/function.ts'
import { Decimal } from '../../types/decimal.ts'

/** The largest whole number that is not above the number. */
export const floorFunction = defineFunction({
  name: 'floor',
  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' }],
  result: (types) => (types[0]?.kind === 'DOUBLE' ? types[0] : { kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The largest whole number that is not above the number.',
  examples: [
    { expression: 'floor(-1.5)', result: '-2' },
    { expression: 'floor(2)', result: '2' },
  ],
  evaluate: ([number]) =>
    number instanceof Decimal
      ? Math.floor(number.toNumber())
      : typeof number === 'bigint'
        ? number
        : Math.floor(Number(number)),
})
