import { defineFunction } from '../../catalog/function.ts'

/** The position of the record in its source: source, lane, epoch and number. */
export const recordIdFunction = defineFunction({
  name: 'record_id',
  group: 'id',
  parameters: [],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose:
    'The position of the record in its source: source, lane, epoch and number. The same for every row of a record.',
  examples: [
    { expression: 'length(record_id()) > 0', result: 'true' },
    { expression: 'record_id() = record_id()', result: 'true' },
  ],
  evaluate: (_, { record }) => record.id(),
})
