import { DateTime } from 'luxon'
import type { Parameter } from '../../catalog/function.ts'
import { TIMESTAMP_MAX_MS, TIMESTAMP_MIN_MS } from '../../types/timestamp.ts'
import { zoneProblem } from '../../types/zone.ts'
import { RecordError } from '../../types/record-error.ts'

/** The units and parts of time that luxon knows by name. */
export type DateTimeUnit =
  'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond'

/** The units in which times are counted and cut. */
export const timeUnits: readonly string[] = [
  'MILLISECOND',
  'SECOND',
  'MINUTE',
  'HOUR',
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
]

/** The unit as a parameter; its case does not matter. */
export const unitParameter: Parameter = {
  name: 'unit',
  kinds: ['STRING'],
  prose: "'second', 'minute', 'hour', 'day', 'week' (from Monday), 'month', 'quarter' or 'year'",
  constant: true,
  values: timeUnits,
}

/** The time that a function works on. */
export const timeParameter: Parameter = { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' }

/** A time of the years 1 to 9999, which RFC 3339 can write; an error of the record for others. */
export const inRange = (ms: number): number => {
  if (ms >= TIMESTAMP_MIN_MS && ms <= TIMESTAMP_MAX_MS) return ms
  throw new RecordError('bad-timestamp', 'the time is before the year 1 or after 9999')
}

/** The zone as a parameter. */
export const zoneParameter: Parameter = {
  name: 'zone',
  kinds: ['STRING'],
  prose: 'an IANA zone such as Asia/Shanghai; UTC if absent',
  optional: true,
  constant: true,
  validate: (zone) => zoneName(zone as string),
}

/** The zone where one must be named. */
export const namedZoneParameter: Parameter = {
  name: 'zone',
  kinds: ['STRING'],
  prose: 'an IANA zone such as Asia/Shanghai',
  constant: true,
  validate: (zone) => zoneName(zone as string),
}

/** A zone that exists; UTC where none is said. Server-local time is never used. */
export const zoneName = (zone: string | undefined): string => {
  if (zone === undefined || zone === 'UTC') return 'utc'
  const problem = zoneProblem(zone)
  if (problem === undefined) return zone
  throw new RecordError('bad-zone', problem)
}

/** A time in a zone. */
export const zonedTime = (ms: number, zone: string | undefined): DateTime =>
  DateTime.fromMillis(ms, { zone: zoneName(zone), locale: 'en' })

/** A unit as luxon writes it. */
export const unitOf = (unit: string): DateTimeUnit => unit.toLowerCase() as DateTimeUnit
