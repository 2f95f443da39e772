import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { inRange, zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** The start of the last day of the month that holds the time, in a zone. */
export const lastDayFunction = defineFunction({
  name: 'last_day',
  group: 'time',
  parameters: [timeParameter, zoneParameter],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone', 'bad-timestamp'],
  prose: 'The start of the last day of the month that holds the time, in a zone.',
  examples: [
    { expression: "last_day(TIMESTAMP '2028-02-10T12:00:00Z')", result: '"2028-02-29T00:00:00Z"' },
    {
      expression: "last_day(TIMESTAMP '2026-01-31T20:00:00Z', 'Asia/Shanghai')",
      result: '"2026-02-27T16:00:00Z"',
    },
  ],
  evaluate: ([time, zone]) =>
    inRange(
      zonedTime(time as number, zone as string | undefined)
        .endOf('month')
        .startOf('day')
        .toMillis(),
    ),
})
