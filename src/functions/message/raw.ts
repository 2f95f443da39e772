import { defineFunction } from '../../catalog/function.ts'

/** The payload as bytes. */
export const rawFunction = defineFunction({
  name: 'raw',
  group: 'message',
  parameters: [],
  result: () => ({ kind: 'BYTES', nullable: false }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The payload as bytes.',
  examples: [
    { expression: 'hex(raw())', result: '"7b7d"' },
    { expression: 'typeof(raw())', result: '"BYTES"' },
  ],
  evaluate: (_, { record }) => Uint8Array.from(record.payload()),
})
