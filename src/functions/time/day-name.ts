import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** The English name of the day of the week, in a zone. */
export const dayNameFunction = defineFunction({
  name: 'day_name',
  aliases: ['dayname'],
  group: 'time',
  parameters: [timeParameter, zoneParameter],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'The English name of the day of the week, in a zone.',
  examples: [
    { expression: "day_name(TIMESTAMP '2026-03-15T10:00:00Z')", result: '"Sunday"' },
    { expression: "day_name(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: '"Monday"' },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string | undefined).toFormat('cccc'),
})
