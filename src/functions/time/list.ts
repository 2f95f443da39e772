import type { FunctionEntry } from '../../catalog/function.ts'
import { nowFunction } from './now.ts'
import { dateTruncFunction } from './date-trunc.ts'
import { dateAddFunction } from './date-add.ts'
import { dateDiffFunction } from './date-diff.ts'
import { extractFunction } from './extract.ts'
import { formatTimestampFunction } from './format-timestamp.ts'
import { parseTimestampFunction } from './parse-timestamp.ts'
import { epochMsFunction } from './epoch-ms.ts'
import { epochSecondsFunction } from './epoch-seconds.ts'
import { fromEpochMsFunction } from './from-epoch-ms.ts'
import { fromEpochSecondsFunction } from './from-epoch-seconds.ts'
import { yearFunction } from './year.ts'
import { quarterFunction } from './quarter.ts'
import { monthFunction } from './month.ts'
import { weekFunction } from './week.ts'
import { dayFunction } from './day.ts'
import { hourFunction } from './hour.ts'
import { minuteFunction } from './minute.ts'
import { secondFunction } from './second.ts'
import { dayOfWeekFunction } from './day-of-week.ts'
import { dayOfYearFunction } from './day-of-year.ts'
import { endOfFunction } from './end-of.ts'
import { lastDayFunction } from './last-day.ts'
import { addMonthsFunction } from './add-months.ts'
import { ageFunction } from './age.ts'
import { isWeekendFunction } from './is-weekend.ts'
import { inHoursFunction } from './in-hours.ts'
import { atZoneFunction } from './at-zone.ts'
import { zoneOffsetFunction } from './zone-offset.ts'
import { parseDurationFunction } from './parse-duration.ts'
import { toDurationFunction } from './to-duration.ts'
import { durationSecondsFunction } from './duration-seconds.ts'
import { dateBinFunction } from './date-bin.ts'
import { dayNameFunction } from './day-name.ts'
import { monthNameFunction } from './month-name.ts'
import { makeTimestampFunction } from './make-timestamp.ts'
import { daysInMonthFunction } from './days-in-month.ts'
import { todayFunction } from './today.ts'
import { tryTimestampFunction } from './try-timestamp.ts'

/** All functions of this group. */
export const timeFunctions: readonly FunctionEntry[] = [
  nowFunction,
  dateTruncFunction,
  dateAddFunction,
  dateDiffFunction,
  extractFunction,
  formatTimestampFunction,
  parseTimestampFunction,
  epochMsFunction,
  epochSecondsFunction,
  fromEpochMsFunction,
  fromEpochSecondsFunction,
  yearFunction,
  quarterFunction,
  monthFunction,
  weekFunction,
  dayFunction,
  hourFunction,
  minuteFunction,
  secondFunction,
  dayOfWeekFunction,
  dayOfYearFunction,
  endOfFunction,
  lastDayFunction,
  addMonthsFunction,
  ageFunction,
  isWeekendFunction,
  inHoursFunction,
  atZoneFunction,
  zoneOffsetFunction,
  parseDurationFunction,
  toDurationFunction,
  durationSecondsFunction,
  dateBinFunction,
  dayNameFunction,
  monthNameFunction,
  makeTimestampFunction,
  daysInMonthFunction,
  todayFunction,
  tryTimestampFunction,
]
