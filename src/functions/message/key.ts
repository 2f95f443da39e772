import { defineFunction } from '../../catalog/function.ts'
import { textOfBytes } from '../limits.ts'

/** The key of the Kafka record as text; NULL where it has none or is not UTF-8. */
export const keyFunction = defineFunction({
  name: 'key',
  group: 'message',
  parameters: [],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The key of the Kafka record as text; NULL where it has none or is not UTF-8.',
  examples: [
    { expression: 'key()', result: '"k1"' },
    { expression: 'key() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => textOfBytes(record.key()),
})
