import { DateTime, IANAZone } from 'luxon'
import { RecordError } from '../../types/record-error.ts'

/** The units and parts of time that luxon knows by name. */
export type DateTimeUnit =
  'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond'

/** A zone that exists; UTC where none is said. Server-local time is never used. */
export const zoneName = (zone: string | undefined): string => {
  if (zone === undefined || zone === 'UTC') return 'utc'
  if (IANAZone.isValidZone(zone)) return zone
  throw new RecordError('bad-zone', `there is no time zone ${zone}`)
}

/** A time in a zone. */
export const zonedTime = (ms: number, zone: string | undefined): DateTime =>
  DateTime.fromMillis(ms, { zone: zoneName(zone), locale: 'en' })

/** A unit as luxon writes it. */
export const unitOf = (unit: string): DateTimeUnit => unit.toLowerCase() as DateTimeUnit
