import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter, inRange } from './zone.ts'

/** The time moved by whole months in a zone; where the month has no such day, its last. */
export const addMonthsFunction = defineFunction({
  name: 'add_months',
  group: 'time',
  parameters: [
    timeParameter,
    { name: 'count', kinds: ['INTEGER'], prose: 'how many months, negative for earlier' },
    zoneParameter,
  ],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp', 'bad-zone'],
  prose: 'The time moved by whole months in a zone; where the month has no such day, its last.',
  examples: [
    { expression: "add_months(TIMESTAMP '2026-01-31T00:00:00Z', 1)", result: '"2026-02-28T00:00:00Z"' },
    { expression: "add_months(TIMESTAMP '2026-03-31T00:00:00Z', -1)", result: '"2026-02-28T00:00:00Z"' },
    { expression: "add_months(TIMESTAMP '2026-01-31T00:00:00Z', 999999999)", error: 'bad-timestamp' },
  ],
  evaluate: ([time, count, zone]) =>
    inRange(
      zonedTime(time as number, zone as string | undefined)
        .plus({ months: Number(count) })
        .toMillis(),
    ),
})
