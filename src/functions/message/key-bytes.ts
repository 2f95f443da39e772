import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The key of the Kafka record as bytes; NULL where it has none. */
export const keyBytesFunction = defineFunction({
  name: 'key_bytes',
  group: 'message',
  parameters: [],
  result: () => maybe('BYTES'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The key of the Kafka record as bytes; NULL where it has none.',
  examples: [
    { expression: 'hex(key_bytes())', result: '"6b31"' },
    { expression: 'key_bytes() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.key() ?? null,
})
