import { defineFunction } from '../../catalog/function.ts'
import { textOfBytes } from '../limits.ts'

/** A header of the Kafka record, or a user property of the MQTT message, as text; NULL where there is none. */
export const headerFunction = defineFunction({
  name: 'header',
  group: 'message',
  parameters: [{ name: 'name', kinds: ['STRING'], prose: 'the header or user property' }],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose:
    'A header of the Kafka record, or a user property of the MQTT message, as text; NULL where there is none.',
  examples: [
    { expression: "header('trace')", result: '"t1"' },
    { expression: "header('none')", result: 'null' },
  ],
  evaluate: ([name], { record }) => textOfBytes(record.header(name as string)),
})
