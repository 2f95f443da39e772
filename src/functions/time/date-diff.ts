import { defineFunction } from '../../catalog/function.ts'
import { unitOf, zonedTime } from './zone.ts'

/** Whole units between two times, truncated; negative where the second is earlier. */
export const dateDiffFunction = defineFunction({
  name: 'date_diff',
  group: 'time',
  parameters: [
    {
      name: 'unit',
      kinds: ['STRING'],
      prose: 'SECOND, MINUTE, HOUR, DAY, WEEK, MONTH or YEAR',
      constant: true,
      values: ['MILLISECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'],
    },
    { name: 'from', kinds: ['TIMESTAMP'], prose: 'the earlier time' },
    { name: 'to', kinds: ['TIMESTAMP'], prose: 'the later time' },
    {
      name: 'zone',
      kinds: ['STRING'],
      prose: 'an IANA zone such as Asia/Shanghai; UTC if absent',
      optional: true,
      constant: true,
    },
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
