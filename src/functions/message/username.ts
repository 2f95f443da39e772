import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The user name of the client that published the message, where the broker tells. */
export const usernameFunction = defineFunction({
  name: 'username',
  group: 'message',
  attribute: 'username',
  parameters: [],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The user name of the client that published the message, where the broker tells.',
  examples: [
    { expression: 'username()', result: '"branch7"' },
    { expression: 'username() IS NULL', result: 'false' },
  ],
  evaluate: (_, { record }) => record.attribute('username') ?? null,
})
