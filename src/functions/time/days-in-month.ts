import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** How many days the month has that holds the time, in a zone. */
export const daysInMonthFunction = defineFunction({
  name: 'days_in_month',
  group: 'time',
  parameters: [timeParameter, zoneParameter],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'How many days the month has that holds the time, in a zone.',
  examples: [
    { expression: "days_in_month(TIMESTAMP '2028-02-10T00:00:00Z')", result: '29' },
    { expression: "days_in_month(TIMESTAMP '2026-03-31T20:00:00Z', 'Asia/Shanghai')", result: '30' },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string | undefined).daysInMonth ?? 0,
})
