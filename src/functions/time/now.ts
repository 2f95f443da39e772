import { defineFunction } from '../../catalog/function.ts'

/** The time of evaluation: one tick for the whole record. */
export const nowFunction = defineFunction({
  name: 'now',
  aliases: ['current_timestamp'],
  group: 'time',
  parameters: [],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'guarded',
  prose: 'The time of evaluation: one tick for the whole record.',
  examples: [
    { expression: "now() >= TIMESTAMP '2020-01-01T00:00:00Z'", result: 'true' },
    { expression: 'now() = now()', result: 'true' },
  ],
  evaluate: (_, { nowMs }) => nowMs,
})
