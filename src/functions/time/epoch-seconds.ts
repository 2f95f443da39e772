import { defineFunction } from '../../catalog/function.ts'

/** Whole seconds since 1970. */
export const epochSecondsFunction = defineFunction({
  name: 'epoch_seconds',
  aliases: ['unix_timestamp', 'to_unix'],
  group: 'time',
  parameters: [{ name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Whole seconds since 1970.',
  examples: [
    { expression: "epoch_seconds(TIMESTAMP '1970-01-01T00:00:01.900Z')", result: '1' },
    { expression: 'epoch_seconds(NULL)', result: 'null' },
  ],
  evaluate: ([time]) => Math.floor((time as number) / 1000),
})
