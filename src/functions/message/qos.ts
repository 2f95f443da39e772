import { defineFunction } from '../../catalog/function.ts'

/** The QoS that the MQTT message came with. */
export const qosFunction = defineFunction({
  name: 'qos',
  group: 'message',
  attribute: 'qos',
  parameters: [],
  result: () => ({ kind: 'INTEGER', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The QoS that the MQTT message came with.',
  examples: [
    { expression: 'qos()', result: '1' },
    { expression: 'qos() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('qos') ?? null,
})
