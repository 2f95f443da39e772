import { defineFunction } from '../../catalog/function.ts'
import { inRange, unitOf, unitParameter, zoneParameter, zonedTime } from './zone.ts'

/** The start of the second, minute, hour, day, week (Monday), month or year that holds the time, in a zone. */
export const dateTruncFunction = defineFunction({
  name: 'date_trunc',
  aliases: ['start_of'],
  group: 'time',
  parameters: [unitParameter, { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' }, zoneParameter],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone', 'bad-timestamp'],
  prose:
    'The start of the second, minute, hour, day, week (Monday), month or year that holds the time, in a zone.',
  examples: [
    { expression: "date_trunc('HOUR', TIMESTAMP '2026-01-01T10:42:11Z')", result: '"2026-01-01T10:00:00Z"' },
    {
      expression: "date_trunc('DAY', TIMESTAMP '2026-01-01T20:00:00Z', 'Asia/Shanghai')",
      result: '"2026-01-01T16:00:00Z"',
    },
  ],
  evaluate: ([unit, time, zone]) =>
    inRange(
      zonedTime(time as number, zone as string | undefined)
        .startOf(unitOf(unit as string))
        .toMillis(),
    ),
})
