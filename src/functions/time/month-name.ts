import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** The English name of the month, in a zone. */
export const monthNameFunction = defineFunction({
  name: 'month_name',
  aliases: ['monthname'],
  group: 'time',
  parameters: [timeParameter, zoneParameter],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'The English name of the month, in a zone.',
  examples: [
    { expression: "month_name(TIMESTAMP '2026-03-15T10:00:00Z')", result: '"March"' },
    { expression: "month_name(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: '"March"' },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string | undefined).toFormat('LLLL'),
})
