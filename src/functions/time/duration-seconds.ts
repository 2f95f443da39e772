import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The duration in seconds. */
export const durationSecondsFunction = defineFunction({
  name: 'duration_seconds',
  group: 'time',
  parameters: [{ name: 'duration', kinds: ['DURATION'], prose: 'the duration' }],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The duration in seconds.',
  examples: [
    { expression: 'duration_seconds(1 MINUTE 500 MILLISECONDS)', result: '60.5' },
    {
      expression: "duration_seconds(TIMESTAMP '2026-01-01T01:00:00Z' - TIMESTAMP '2026-01-01T00:00:00Z')",
      result: '3600',
    },
  ],
  evaluate: ([duration]) => (duration as number) / 1000,
})
