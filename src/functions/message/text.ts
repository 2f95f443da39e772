import { defineFunction } from '../../catalog/function.ts'
import { textOfBytes } from '../limits.ts'

/** The payload as text; NULL where it is not UTF-8. */
export const textFunction = defineFunction({
  name: 'text',
  group: 'message',
  parameters: [],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The payload as text; NULL where it is not UTF-8.',
  examples: [
    { expression: 'text()', result: '"{}"' },
    { expression: 'length(text())', result: '2' },
  ],
  evaluate: (_, { record }) => textOfBytes(record.payload()),
})
