import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { namedZoneParameter, zonedTime, timeParameter } from './zone.ts'

/** How many minutes the clock of a zone is before UTC at a time. */
export const zoneOffsetFunction = defineFunction({
  name: 'zone_offset',
  group: 'time',
  parameters: [timeParameter, namedZoneParameter],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'How many minutes the clock of a zone is before UTC at a time.',
  examples: [
    { expression: "zone_offset(TIMESTAMP '2026-01-01T00:00:00Z', 'Asia/Kolkata')", result: '330' },
    { expression: "zone_offset(TIMESTAMP '2026-07-01T00:00:00Z', 'America/New_York')", result: '-240' },
  ],
  evaluate: ([time, zone]) => zonedTime(time as number, zone as string).offset,
})
