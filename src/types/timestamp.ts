const SYNTAX = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?([Zz]|[+-]\d\d:?\d\d)$/
const DAY_MS = 86_400_000

/** First and last millisecond of the years 0001 to 9999. */
export const TIMESTAMP_MIN_MS = -62_135_596_800_000
export const TIMESTAMP_MAX_MS = 253_402_300_799_999

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Days in a month of the proleptic Gregorian calendar; months from 1. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthDays[month - 1] ?? 0)

/** Days since 1970-01-01 (Howard Hinnant's days_from_civil). */
export const daysFromCivil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const offsetMs = (zone: string): number => {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return NaN
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/**
 * Milliseconds since 1970 of an RFC 3339 text with a zone, or NaN where it is none. Digits behind the millisecond
 * are cut; a leap second counts as the second before it.
 */
export const parseTimestamp = (text: string): number => {
  const match = SYNTAX.exec(text)
  if (match === null) return NaN
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN
  if (hour > 23 || minute > 59 || second > 60) return NaN
  const fraction = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const time = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1_000 + fraction
  return daysFromCivil(year, month, day) * DAY_MS + time - offsetMs(match[8] ?? 'Z')
}

/** RFC 3339 in UTC, with milliseconds only where they are not zero: 2026-01-01T10:00:00Z. */
export const timestampText = (ms: number): string => {
  const text = new Date(ms).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}
