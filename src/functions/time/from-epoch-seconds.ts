import { defineFunction } from '../../catalog/function.ts'
import { readPattern } from '../../types/read.ts'

/** The time of so many seconds since 1970. */
export const fromEpochSecondsFunction = defineFunction({
  name: 'from_epoch_seconds',
  aliases: ['from_unixtime', 'to_timestamp'],
  group: 'time',
  parameters: [{ name: 'seconds', kinds: ['INTEGER', 'DOUBLE'], prose: 'seconds since 1970' }],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp'],
  prose: 'The time of so many seconds since 1970.',
  examples: [
    { expression: 'from_epoch_seconds(1.5)', result: '"1970-01-01T00:00:01.500Z"' },
    { expression: 'from_epoch_seconds(0)', result: '"1970-01-01T00:00:00Z"' },
  ],
  evaluate: ([seconds]) => readPattern(seconds as number, { kind: 'epoch', unitMs: 1000 }),
})
