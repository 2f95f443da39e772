import { defineFunction } from '../../catalog/function.ts'

/** The client that published the message, where the broker tells. */
export const clientIdFunction = defineFunction({
  name: 'client_id',
  group: 'message',
  attribute: 'clientid',
  parameters: [],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The client that published the message, where the broker tells.',
  examples: [
    { expression: 'client_id()', result: '"atm-7"' },
    { expression: 'client_id() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('clientid') ?? null,
})
