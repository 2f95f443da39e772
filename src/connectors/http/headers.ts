import { Decimal } from '../../types/decimal.ts'
import type { Value } from '../../types/value.ts'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** What frames a request or says whose it is belongs to the connection, not to a row. */
const reserved = new Set([
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Visible characters of Latin-1, spaces and tabs. */
const isText = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)

/** Why a header of the connection cannot be sent, or undefined. */
export const headerProblem = (name: string, value: string): string | undefined => {
  if (!NAME.test(name)) return 'this is no name of a header'
  if (reserved.has(name.toLowerCase()) && name.toLowerCase() !== 'authorization')
    return 'this header is set by Sluice'
  return isText(value) ? undefined : 'the value of a header is one line of plain characters'
}

const textOf = (value: Value): string | undefined => {
  if (value instanceof Decimal) return value.toString()
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? String(value) : undefined
}

/** Headers of a row, in lower case; undefined where one cannot be sent. */
export const rowHeaders = (value: Value): Readonly<Record<string, string>> | undefined => {
  if (value == null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) return undefined
  const headers: [string, string][] = []
  for (const [name, one] of Object.entries(value as Readonly<Record<string, Value>>)) {
    if (one == null) continue
    const text = textOf(one)
    const lower = name.toLowerCase()
    if (text === undefined || reserved.has(lower) || headerProblem(name, text) !== undefined) return undefined
    headers.push([lower, text])
  }
  return Object.fromEntries(headers)
}
