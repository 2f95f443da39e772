import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { namedZoneParameter, zonedTime, timeParameter } from './zone.ts'

/** The time as RFC 3339 text with the clock and the offset of a zone. */
export const atZoneFunction = defineFunction({
  name: 'at_zone',
  group: 'time',
  parameters: [timeParameter, namedZoneParameter],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'The time as RFC 3339 text with the clock and the offset of a zone.',
  examples: [
    {
      expression: "at_zone(TIMESTAMP '2026-01-01T20:00:00Z', 'Asia/Shanghai')",
      result: '"2026-01-02T04:00:00+08:00"',
    },
    {
      expression: "at_zone(TIMESTAMP '2026-07-01T12:00:00.500Z', 'Europe/Berlin')",
      result: '"2026-07-01T14:00:00.500+02:00"',
    },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string).toISO({ suppressMilliseconds: true }),
})
