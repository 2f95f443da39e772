import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'
import { firstMillis } from '../../types/local-time.ts'
import { DateTime } from 'luxon'
import { of } from '../../types/type.ts'
import { zoneParameter, zoneName, inRange } from './zone.ts'

/** The time of a calendar and clock in a zone; an error where there is no such day. A clock that is skipped in spring counts on, one that comes twice in autumn is the first. */
export const makeTimestampFunction = defineFunction({
  name: 'make_timestamp',
  group: 'time',
  parameters: [
    { name: 'year', kinds: ['INTEGER'], prose: 'the year' },
    { name: 'month', kinds: ['INTEGER'], prose: '1 to 12' },
    { name: 'day', kinds: ['INTEGER'], prose: '1 to 31' },
    { name: 'hour', kinds: ['INTEGER'], prose: '0 to 23' },
    { name: 'minute', kinds: ['INTEGER'], prose: '0 to 59' },
    { name: 'second', kinds: ['INTEGER', 'DOUBLE'], prose: '0 to below 60' },
    zoneParameter,
  ],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp', 'bad-zone'],
  prose:
    'The time of a calendar and clock in a zone; an error where there is no such day. A clock that is skipped in spring counts on, one that comes twice in autumn is the first.',
  examples: [
    { expression: 'make_timestamp(2026, 3, 15, 10, 42, 11.25)', result: '"2026-03-15T10:42:11.250Z"' },
    {
      expression: "make_timestamp(2026, 3, 29, 2, 30, 0, 'Europe/Berlin')",
      result: '"2026-03-29T01:30:00Z"',
    },
    {
      expression: "make_timestamp(2026, 10, 25, 2, 30, 0, 'Europe/Berlin')",
      result: '"2026-10-25T00:30:00Z"',
    },
    { expression: 'make_timestamp(2026, 2, 30, 0, 0, 0)', error: 'bad-timestamp' },
  ],
  evaluate: ([year, month, day, hour, minute, second, zone]) => {
    const ms = Math.floor(Number(second) * 1000)
    const time = DateTime.fromObject(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Math.floor(ms / 1000),
        millisecond: ms - Math.floor(ms / 1000) * 1000,
      },
      { zone: zoneName(zone as string | undefined) },
    )
    if (time.isValid) return inRange(firstMillis(time))
    throw new RecordError('bad-timestamp', 'there is no such day or time')
  },
})
