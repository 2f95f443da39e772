import { defineFunction } from '../../catalog/function.ts'
import { inRange, unitOf, unitParameter, zoneParameter, zonedTime } from './zone.ts'

/** The time moved by so many units; months and days by the calendar of a zone. */
export const dateAddFunction = defineFunction({
  name: 'date_add',
  aliases: ['dateadd', 'timestampadd'],
  group: 'time',
  parameters: [
    unitParameter,
    { name: 'count', kinds: ['INTEGER'], prose: 'how many units, negative for earlier' },
    { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' },
    zoneParameter,
  ],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp', 'bad-zone'],
  prose: 'The time moved by so many units; months and days by the calendar of a zone.',
  examples: [
    { expression: "date_add('DAY', 1, TIMESTAMP '2026-02-28T00:00:00Z')", result: '"2026-03-01T00:00:00Z"' },
    {
      expression: "date_add('MONTH', 1, TIMESTAMP '2026-01-31T00:00:00Z')",
      result: '"2026-02-28T00:00:00Z"',
    },
    { expression: "date_add('YEAR', 9000, TIMESTAMP '2026-01-31T00:00:00Z')", error: 'bad-timestamp' },
  ],
  evaluate: ([unit, count, time, zone]) =>
    inRange(
      zonedTime(time as number, zone as string | undefined)
        .plus({ [unitOf(unit as string)]: Number(count) })
        .toMillis(),
    ),
})
