import { defineFunction } from '../../catalog/function.ts'

/** The offset of the Kafka record. */
export const offsetFunction = defineFunction({
  name: 'offset',
  group: 'message',
  attribute: 'offset',
  parameters: [],
  result: () => ({ kind: 'INTEGER', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The offset of the Kafka record.',
  examples: [
    { expression: 'offset()', result: '42' },
    { expression: 'offset() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('offset') ?? null,
})
