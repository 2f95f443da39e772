import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'

/** Fails the record on purpose. */
export const failFunction = defineFunction({
  name: 'fail',
  group: 'null',
  parameters: [{ name: 'reason', kinds: ['STRING'], prose: 'why, for the dead letter' }],
  result: () => ({ kind: 'NULL', nullable: true }),
  nulls: 'own',
  determinism: 'seeded',
  flink: 'none',
  errors: ['failed-on-purpose'],
  prose: 'Fails the record on purpose: no row is made of it, and ON ERROR decides what becomes of it.',
  examples: [
    {
      expression: "CASE WHEN a > 0 THEN a ELSE fail('not above 0') END",
      row: '{"a": 2}',
      result: '2',
    },
    { expression: "fail('unknown device')", error: 'failed-on-purpose' },
  ],
  evaluate: ([reason]) => {
    throw new RecordError('failed-on-purpose', typeof reason === 'string' ? reason : 'NULL')
  },
})
