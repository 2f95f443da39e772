import { defineFunction } from '../../catalog/function.ts'
import { readPattern } from '../../types/read.ts'

/** The time of so many milliseconds since 1970. */
export const fromEpochMsFunction = defineFunction({
  name: 'from_epoch_ms',
  aliases: ['to_timestamp_ms'],
  group: 'time',
  parameters: [{ name: 'milliseconds', kinds: ['INTEGER'], prose: 'milliseconds since 1970' }],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp'],
  prose: 'The time of so many milliseconds since 1970.',
  examples: [
    { expression: 'from_epoch_ms(1000)', result: '"1970-01-01T00:00:01Z"' },
    { expression: 'from_epoch_ms(99999999999999999)', error: 'bad-timestamp' },
  ],
  evaluate: ([milliseconds]) => readPattern(milliseconds as number, { kind: 'epoch', unitMs: 1 }),
})
