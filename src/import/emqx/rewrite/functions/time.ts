import { INTEGER, TEXT } from '../kinds.ts'
import { at, level, piece, text, type Piece } from '../piece.ts'
import { builder, type Arguments, type Builder } from './argument.ts'
import { formatPattern, parsePattern } from './date-pattern.ts'
import { offsetOf, type Offset } from './offset.ts'

const units = ['second', 'millisecond', 'microsecond', 'nanosecond']

const unitOf = (a: Arguments, k: number, absent: string): string => {
  const unit = k < a.count ? a.constantText(k, 'the unit of time') : absent
  if (!units.includes(unit)) throw a.refuse(k, `EMQX has no unit '${unit}'`, `take ${units.join(', ')}`)
  return unit
}

/** A number of this unit as a TIMESTAMP. */
const timeOf = (unit: string, value: Piece): string => {
  const v = value.code
  if (unit === 'second') return `from_epoch_seconds(${v})`
  if (unit === 'millisecond') return `from_epoch_ms(${v})`
  return `from_epoch_ms(${at(value, level.product)} DIV ${unit === 'microsecond' ? '1000' : '1000000'})`
}

/** A TIMESTAMP as a number of this unit. */
const countOf = (unit: string, time: string, more: { nullFails?: boolean } = {}): Piece => {
  if (unit === 'second') return piece(`epoch_seconds(${time})`, INTEGER, more)
  if (unit === 'millisecond') return piece(`epoch_ms(${time})`, INTEGER, more)
  const factor = unit === 'microsecond' ? '1000' : '1000000'
  return piece(`epoch_ms(${time}) * ${factor}`, INTEGER, { level: level.product, ...more })
}

const warnZone = (a: Arguments): void => {
  a.context.warn(
    'emqx-local-zone',
    a.expr.span,
    'EMQX writes this in the zone of its server, and Sluice in UTC',
    'format_date with an offset says which zone is meant',
  )
}

const rfc3339 = (unit: string): string => {
  const fraction =
    { second: '', millisecond: '.SSS', microsecond: ".SSS'000'", nanosecond: ".SSS'000000'" }[unit] ?? ''
  return `'yyyy-MM-dd''T''HH:mm:ss${fraction.replaceAll("'", "''")}ZZ'`
}

const written = (time: string, offset: Offset, pattern: string): Piece => {
  const moved =
    offset.seconds === 0
      ? time
      : `${time} ${offset.seconds < 0 ? '-' : '+'} ${String(Math.abs(offset.seconds))} SECONDS`
  return piece(`format_timestamp(${moved}, ${text(pattern).code})`, TEXT)
}

const formatDate = (a: Arguments): Piece => {
  const unit = unitOf(a, 0, 'second')
  const offset = offsetOf(a, 1)
  if (offset.isLocal) warnZone(a)
  const pattern = formatPattern(a, 2, offset, unit)
  const time = a.count === 4 ? timeOf(unit, a.integer(3)) : 'now()'
  return { ...written(time, offset, pattern), nullFails: a.count === 4 }
}

const offsetSeconds = (a: Arguments): Piece => {
  const offset = offsetOf(a, 0)
  if (offset.isLocal) warnZone(a)
  return piece(String(offset.seconds), INTEGER, { cheap: true })
}

const parseDate = (a: Arguments): Piece => {
  const unit = unitOf(a, 0, 'second')
  const offset = a.count === 4 ? offsetOf(a, 1) : { seconds: 0, isLocal: false, text: '' }
  if (offset.isLocal) warnZone(a)
  const pattern = parsePattern(a, a.count - 2, a.count === 4)
  const value = a.solid(a.count - 1)
  const moved =
    offset.seconds === 0
      ? ''
      : ` ${offset.seconds < 0 ? '+' : '-'} ${String(Math.abs(offset.seconds))} SECONDS`
  return countOf(unit, `parse_timestamp(${value.code}, ${text(pattern).code})${moved}`, { nullFails: true })
}

export const timeBuilders: Readonly<Record<string, Builder>> = {
  now_timestamp: builder(0, 1, (a) => countOf(unitOf(a, 0, 'second'), 'now()')),
  now_rfc3339: builder(0, 1, (a) => {
    warnZone(a)
    return piece(`format_timestamp(now(), ${rfc3339(unitOf(a, 0, 'second'))})`, TEXT)
  }),
  unix_ts_to_rfc3339: builder(1, 2, (a) => {
    warnZone(a)
    const unit = unitOf(a, 1, 'second')
    return piece(`format_timestamp(${timeOf(unit, a.integer(0))}, ${rfc3339(unit)})`, TEXT, {
      nullFails: true,
    })
  }),
  rfc3339_to_unix_ts: builder(1, 2, (a) => {
    const value = a.solid(0)
    return countOf(unitOf(a, 1, 'second'), `CAST(${value.code} AS TIMESTAMP)`, { nullFails: true })
  }),
  format_date: builder(3, 4, formatDate),
  date_to_unix_ts: builder(3, 4, parseDate),
  timezone_to_second: builder(1, 1, offsetSeconds),
  timezone_to_offset_seconds: builder(1, 1, offsetSeconds),
}
