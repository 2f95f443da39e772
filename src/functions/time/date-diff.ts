import { defineFunction } from '../../catalog/function.ts'
import { unitOf, unitParameter, zoneParameter, zonedTime } from './zone.ts'

/** Whole units between two times, truncated; negative where the second is earlier. */
export const dateDiffFunction = defineFunction({
  name: 'date_diff',
  aliases: ['datediff', 'timestampdiff'],
  group: 'time',
  parameters: [
    unitParameter,
    { name: 'from', kinds: ['TIMESTAMP'], prose: 'the earlier time' },
    { name: 'to', kinds: ['TIMESTAMP'], prose: 'the later time' },
    zoneParameter,
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'Whole units between two times, truncated; negative where the second is earlier.',
  examples: [
    {
      expression: "date_diff('MINUTE', TIMESTAMP '2026-01-01T00:00:00Z', TIMESTAMP '2026-01-01T01:30:59Z')",
      result: '90',
    },
    {
      expression: "date_diff('DAY', TIMESTAMP '2026-01-02T00:00:00Z', TIMESTAMP '2026-01-01T00:00:00Z')",
      result: '-1',
    },
  ],
  evaluate: ([unit, from, to, zone]) => {
    const name = unitOf(unit as string)
    const end = zonedTime(to as number, zone as string | undefined)
    return Math.trunc(end.diff(zonedTime(from as number, zone as string | undefined), name).as(name)) + 0
  },
})
