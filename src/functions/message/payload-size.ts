import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** How many bytes the payload has. */
export const payloadSizeFunction = defineFunction({
  name: 'payload_size',
  group: 'message',
  parameters: [],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'How many bytes the payload has.',
  examples: [
    { expression: 'payload_size()', row: '{"x": 1}', result: '8' },
    { expression: 'payload_size() > 0', result: 'true' },
  ],
  evaluate: (_, { record }) => record.payload().length,
})
