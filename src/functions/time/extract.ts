import type { DateTime } from 'luxon'
import { defineFunction } from '../../catalog/function.ts'
import { zonedTime, zoneParameter } from './zone.ts'

/** Parts by name. Those of PostgreSQL's names count as it does: DOW from Sunday as 0, ISODOW from Monday as 1. */
const parts: Readonly<Record<string, (time: DateTime) => number>> = {
  YEAR: (time) => time.year,
  QUARTER: (time) => time.quarter,
  MONTH: (time) => time.month,
  WEEK: (time) => time.weekNumber,
  DAY: (time) => time.day,
  HOUR: (time) => time.hour,
  MINUTE: (time) => time.minute,
  SECOND: (time) => time.second,
  MILLISECOND: (time) => time.millisecond,
  ISOYEAR: (time) => time.weekYear,
  DOW: (time) => time.weekday % 7,
  ISODOW: (time) => time.weekday,
  WEEKDAY: (time) => time.weekday,
  DOY: (time) => time.ordinal,
  ORDINAL: (time) => time.ordinal,
}

/** A part of the time in a zone. */
export const extractFunction = defineFunction({
  name: 'extract',
  aliases: ['date_part'],
  group: 'time',
  parameters: [
    {
      name: 'part',
      kinds: ['STRING'],
      prose:
        "'year', 'quarter', 'month', 'week' and 'isoyear' (ISO 8601), 'day', 'hour', 'minute', 'second', 'millisecond', 'weekday' or 'isodow' (Monday is 1), 'dow' (Sunday is 0), 'ordinal' or 'doy' (day of the year)",
      constant: true,
      values: Object.keys(parts),
    },
    { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' },
    zoneParameter,
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['bad-zone'],
  prose: 'A part of the time in a zone, as a whole number.',
  examples: [
    { expression: "extract('HOUR', TIMESTAMP '2026-01-01T20:00:00Z', 'Asia/Shanghai')", result: '4' },
    { expression: "extract('WEEKDAY', TIMESTAMP '2026-01-01T00:00:00Z')", result: '4' },
    { expression: "date_part('isoyear', TIMESTAMP '2027-01-01T00:00:00Z')", result: '2026' },
  ],
  evaluate: ([part, time, zone]) =>
    parts[part as string]?.(zonedTime(time as number, zone as string | undefined)) ?? null,
})
