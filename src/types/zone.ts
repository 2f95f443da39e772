import { IANAZone } from 'luxon'

/**
 * Names of three letters that are no abbreviation of a zone's standard time alone. The others that a database of
 * zones may know mean different hours in different countries: CST is China's time, and Chicago's there.
 */
const SHORT: ReadonlySet<string> = new Set([
  'UTC',
  'GMT',
  'UCT',
  'CET',
  'EET',
  'MET',
  'WET',
  'PRC',
  'ROC',
  'ROK',
])

const isAbbreviation = (name: string): boolean =>
  /^[A-Za-z]{3}$/.test(name) ? !SHORT.has(name.toUpperCase()) : /^[A-Z]{3}\d[A-Z]{3}$/i.test(name)

const KNOWN_MAX = 1_000

let zones: Set<string> | undefined

/** Asking about one name takes 20 milliseconds the first time, and the list of the usual ones two; others are kept. */
const isZone = (name: string): boolean => {
  zones ??= new Set(Intl.supportedValuesOf('timeZone'))
  if (zones.has(name)) return true
  const isValid = IANAZone.isValidZone(name)
  if (isValid && zones.size < KNOWN_MAX) zones.add(name)
  return isValid
}

/** What is wrong with the name of a time zone, in words; undefined where it names one, and one alone. */
export const zoneProblem = (name: string): string | undefined => {
  if (isAbbreviation(name))
    return `${name} is an abbreviation, which means several time zones: write a name such as Asia/Shanghai`
  return isZone(name) ? undefined : `there is no time zone ${name}`
}
