import { defineFunction } from '../../catalog/function.ts'

/** Was the MQTT message retained by the broker?. */
export const retainedFunction = defineFunction({
  name: 'retained',
  group: 'message',
  attribute: 'retain',
  parameters: [],
  result: () => ({ kind: 'BOOLEAN', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'Was the MQTT message retained by the broker?',
  examples: [
    { expression: 'retained()', result: 'false' },
    { expression: 'retained() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('retain') ?? null,
})
