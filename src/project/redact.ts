import type { Log } from '../stream/log.ts'

/** Shorter values turn up by chance, and hide more than they protect. */
const SECRET_LENGTH_MIN = 4
const HIDDEN = '***'

/** Puts stars in the place of secrets, the longest first, since one may hold another. */
export const redactor = (secrets: Iterable<string>): ((text: string) => string) => {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SECRET_LENGTH_MIN)
    .sort((a, b) => b.length - a.length)
  return (text) => known.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text)
}

const redactValue = (value: unknown, redact: (text: string) => string): unknown => {
  if (typeof value === 'string') return redact(value)
  if (value instanceof Error) return redact(value.message)
  if (Array.isArray(value)) return value.map((one) => redactValue(one, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactValue(one, redact)]))
}

/** Plain data without these secrets, which may become more. */
export const redacting = (secrets: ReadonlySet<string>): (<T>(value: T) => T) => {
  let redact = redactor(secrets)
  let size = secrets.size
  return <T>(value: T): T => {
    if (secrets.size !== size) {
      redact = redactor(secrets)
      size = secrets.size
    }
    return redactValue(value, redact) as T
  }
}

/** A log that never shows one of these secrets, whoever writes to it: clients quote addresses and settings. */
export const redactingLog = (log: Log, secrets: ReadonlySet<string>): Log => {
  const redact = redacting(secrets)
  const level =
    (name: keyof Log) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void => {
      log[name](redact(message), redact(fields))
    }
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
}
