import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The time of the message: that of the broker's record, else of its arrival. */
export const messageTimeFunction = defineFunction({
  name: 'message_time',
  aliases: ['record_time'],
  group: 'message',
  parameters: [],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: "The time of the message: that of the broker's record, else of its arrival.",
  examples: [
    { expression: 'message_time()', result: '"2026-01-01T09:59:59Z"' },
    { expression: 'message_time() <= now()', result: 'true' },
  ],
  evaluate: (_, { record }) => record.timeMs(),
})
