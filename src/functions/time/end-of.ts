import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { inRange, zonedTime, unitOf, unitParameter, zoneParameter, timeParameter } from './zone.ts'

/** The last millisecond of the second, minute, hour, day, week (Sunday), month, quarter or year that holds the time, in a zone. */
export const endOfFunction = defineFunction({
  name: 'end_of',
  group: 'time',
  parameters: [unitParameter, timeParameter, zoneParameter],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone', 'bad-timestamp'],
  prose:
    'The last millisecond of the second, minute, hour, day, week (Sunday), month, quarter or year that holds the time, in a zone.',
  examples: [
    { expression: "end_of('month', TIMESTAMP '2028-02-10T00:00:00Z')", result: '"2028-02-29T23:59:59.999Z"' },
    {
      expression: "end_of('day', TIMESTAMP '2026-01-01T20:00:00Z', 'Asia/Shanghai')",
      result: '"2026-01-02T15:59:59.999Z"',
    },
  ],
  evaluate: ([unit, time, zone]) =>
    inRange(
      zonedTime(time as number, zone as string | undefined)
        .endOf(unitOf(unit as string))
        .toMillis(),
    ),
})
