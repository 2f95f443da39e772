import { defineFunction } from '../../catalog/function.ts'

/** The partition of the Kafka record. */
export const partitionFunction = defineFunction({
  name: 'partition',
  group: 'message',
  attribute: 'partition',
  parameters: [],
  result: () => ({ kind: 'INTEGER', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The partition of the Kafka record.',
  examples: [
    { expression: 'partition()', result: '3' },
    { expression: 'partition() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('partition') ?? null,
})
