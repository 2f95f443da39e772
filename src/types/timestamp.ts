const DAY_MS = 86_400_000
const DIGIT_ZERO = 48

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

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - DIGIT_ZERO
  return value >= 0 && value <= 9 ? value : NaN
}

/** NaN where one of both is no digit. */
const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

const hasSeparators = (text: string): boolean =>
  text[4] === '-' &&
  text[7] === '-' &&
  (text[10] === 'T' || text[10] === 't' || text[10] === ' ') &&
  text[13] === ':' &&
  text[16] === ':'

/** Milliseconds that the zone at `at`, the end of the text, is ahead of UTC; NaN where it is none. */
const offsetMs = (text: string, at: number): number => {
  const first = text[at]
  if (first === 'Z' || first === 'z') return text.length === at + 1 ? 0 : NaN
  if ((first !== '+' && first !== '-') || text[at + 3] !== ':' || text.length !== at + 6) return NaN
  const hours = twoDigits(text, at + 1)
  const minutes = twoDigits(text, at + 4)
  if (!(hours <= 23 && minutes <= 59)) return NaN
  return (first === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/**
 * Milliseconds since 1970 of an RFC 3339 text, which has a zone, in the years 0001 to 9999 of UTC; NaN where it is
 * none. Digits behind the millisecond are cut; a leap second counts as the second before it.
 */
export const parseTimestamp = (text: string): number => {
  if (text.length < 20 || !hasSeparators(text)) return NaN
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (!(year >= 1 && day >= 1 && day <= daysInMonth(year, month))) return NaN
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return NaN
  let at = 19
  let fraction = 0
  if (text[at] === '.') {
    let unit = 100
    for (at++; digit(text, at) >= 0; at++) {
      fraction += unit >= 1 ? unit * digit(text, at) : 0
      unit /= 10
    }
    if (at === 20) return NaN
  }
  const timeMs = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1_000 + fraction
  const ms = daysFromCivil(year, month, day) * DAY_MS + timeMs - offsetMs(text, at)
  return ms >= TIMESTAMP_MIN_MS && ms <= TIMESTAMP_MAX_MS ? ms : NaN
}

const padded = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

const two = (value: number): string => padded[value] ?? ''

/** The date of a day since 1970-01-01 (Howard Hinnant's civil_from_days). */
const dateText = (days: number): string => {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(day)}`
}

/** RFC 3339 in UTC, with milliseconds only where they are not zero: 2026-01-01T10:00:00Z. */
export const timestampText = (ms: number): string => {
  const days = Math.floor(ms / DAY_MS)
  let rest = ms - days * DAY_MS
  const milliseconds = rest % 1_000
  rest = (rest - milliseconds) / 1_000
  const second = rest % 60
  rest = (rest - second) / 60
  const minute = rest % 60
  const hour = (rest - minute) / 60
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`
  return `${dateText(days)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}Z`
}
