import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** Is it Saturday or Sunday in the zone? */
export const isWeekendFunction = defineFunction({
  name: 'is_weekend',
  group: 'time',
  parameters: [timeParameter, zoneParameter],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'Is it Saturday or Sunday in the zone?',
  examples: [
    { expression: "is_weekend(TIMESTAMP '2026-03-15T10:00:00Z')", result: 'true' },
    { expression: "is_weekend(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: 'false' },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string | undefined).weekday > 5,
})
