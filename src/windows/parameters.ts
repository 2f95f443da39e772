import type { Parameter } from '../catalog/function.ts'
import { zoneProblem as problemOf } from '../types/zone.ts'
import { durationWords } from '../types/duration.ts'
import type { Value } from '../types/value.ts'

/** A constant span of time. */
export const span = (name: string, prose: string, optional = false): Parameter => ({
  name,
  kinds: ['DURATION'],
  prose,
  constant: true,
  ...(optional ? { optional } : {}),
})

/** By whose calendar days begin. */
export const zoneParameter: Parameter = {
  name: 'zone',
  kinds: ['STRING'],
  prose: 'an IANA zone such as Asia/Shanghai, in which windows of days begin; UTC if absent',
  optional: true,
  constant: true,
}

/** The longest window. */
const LENGTH_MAX_MS = 366 * 86_400_000

/** Windows that one record may belong to. */
const COPIES_MAX = 1_000

type Values = ReadonlyMap<string, Value>

const ms = (values: Values, name: string): number | undefined => {
  const value = values.get(name)
  return typeof value === 'number' ? value : undefined
}

/** Spans that are not above zero, or longer than a year. */
export const spanProblem = (values: Values, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const length = ms(values, name)
    if (length === undefined) continue
    if (length <= 0) return `the ${name} of a window is more than nothing, not ${durationWords(length)}`
    if (length > LENGTH_MAX_MS) return `the ${name} of a window is a year at the most`
  }
  return undefined
}

/** A step that is longer than the whole, or so short that a record would belong to too many windows. */
export const stepProblem = (values: Values, step: string, whole: string): string | undefined => {
  const [short, long] = [ms(values, step), ms(values, whole)]
  if (short === undefined || long === undefined) return undefined
  if (short > long)
    return `the ${step} (${durationWords(short)}) is longer than the ${whole} (${durationWords(long)})`
  if (long / short > COPIES_MAX) return `a record would belong to more than ${String(COPIES_MAX)} windows`
  return undefined
}

/** A zone that does not exist. */
export const zoneProblem = (values: Values): string | undefined => {
  const zone = values.get('zone')
  return typeof zone === 'string' ? problemOf(zone) : undefined
}
