import type { IToken } from 'chevrotain'
import { makeToken } from '../../../grammar/grammar.ts'
import { join } from '../../diagnostic/span.ts'
import { tokenSpan } from '../build/tree.ts'
import { depths } from './clause-heads.ts'
import { upper, type Explainer, type Place } from './place.ts'

/** Calls whose arguments SQL separates by words, and our way. */
const calls: Readonly<Record<string, string>> = {
  EXTRACT: "write the part as text: extract('year', time)",
  SUBSTRING: 'write commas: substring(text, from, length)',
  OVERLAY: 'write commas: overlay(text, replacement, from, length)',
  TRIM: 'write trim(text, characters), or ltrim or rtrim for one end',
}

/** Index of the bracket around a token, or -1. */
const openBracket = (tokens: readonly IToken[], at: number): number => {
  const depth = depths(tokens)
  const inside = depth[Math.min(at, tokens.length)] ?? 0
  return tokens.slice(0, at).findLastIndex(({ image }, k) => image === '(' && (depth[k] ?? 0) < inside)
}

const behindClose = (tokens: readonly IToken[], open: number): number => {
  const depth = depths(tokens)
  const close = tokens.findIndex((token, k) => k > open && token.image === ')' && depth[k] === depth[open])
  return close < 0 ? tokens.length : close + 1
}

/** `EXTRACT(YEAR FROM t)`, `TRIM(BOTH ' ' FROM s)`, `SUBSTRING(s FROM 1 FOR 2)` */
export const sqlCall: Explainer = ({ tokens, at, rule, found, previous }) => {
  if (rule !== 'call' || found === undefined) return undefined
  const open = openBracket(tokens, at)
  const name = tokens[open - 1]
  const help = Object.hasOwn(calls, upper(name)) ? calls[upper(name)] : undefined
  const isSide = /^(BOTH|LEADING|TRAILING)$/.test(upper(previous))
  if (name === undefined || help === undefined || (upper(found) !== 'FROM' && !isSide)) return undefined
  const end = behindClose(tokens, open)
  const last = tokens[end - 1] ?? found
  return {
    slug: 'other-sql',
    span: join(tokenSpan(name), tokenSpan(last)),
    finding: { message: `${upper(name)}(… FROM …) is not part of the rule language`, help },
    edit: {
      at: open - 1,
      remove: end - open + 1,
      insert: [makeToken('Identifier', 'x', name.startOffset)],
    },
  }
}

/** `1 MONTH`: a span of time is a number of milliseconds, and months are not of one length. */
export const calendarUnit: Explainer = ({ found, previous, at }) => {
  if (found === undefined || previous === undefined || !/^\d+$/.test(previous.image)) return undefined
  const [, unit] = /^(MONTH|QUARTER|YEAR)S?$/.exec(upper(found)) ?? []
  if (unit === undefined) return undefined
  return {
    slug: 'other-sql',
    span: join(tokenSpan(previous), tokenSpan(found)),
    finding: {
      message: `${previous.image} ${upper(found)} is no span of time: ${unit.toLowerCase()}s differ in length`,
      help: `write date_add('${unit.toLowerCase()}', ${previous.image}, time)`,
    },
    edit: { at, remove: 1, insert: [makeToken('DAYS', 'DAYS', found.startOffset)] },
  }
}

const unitWord = /^(MILLISECOND|SECOND|MINUTE|HOUR|DAY|WEEK)S?$/

/** `at + n SECONDS`: units belong to written numbers. */
export const unitBehindName: Explainer = ({ found, previous, at, tokens }) => {
  if (found === undefined || previous === undefined || !/^[a-z_]\w*$/i.test(previous.image)) return undefined
  const [, unit] = unitWord.exec(upper(found)) ?? []
  const before = tokens[at - 2]?.image ?? ''
  if (unit === undefined || !/^[-+.]$/.test(before)) return undefined
  const text = `* 1 ${unit}`
  const words: readonly (readonly [string, string])[] = [
    ['Star', '*'],
    ['Number', '1'],
    [unit, unit],
  ]
  return {
    slug: 'other-sql',
    span: tokenSpan(found),
    finding: {
      message: `${upper(found)} stands behind a written number, and nothing else`,
      help: `write ${text}`,
      fix: { title: `write ${text}`, edits: [{ span: tokenSpan(found), text }] },
    },
    edit: {
      at,
      remove: 1,
      insert: words.map(([type, image]) => makeToken(type, image, found.startOffset)),
    },
    isCertain: true,
  }
}

/** `DATE '2026-01-31'` */
export const typedText: Explainer = ({ found, previous, at }) => {
  if (found === undefined || previous === undefined || !found.image.startsWith("'")) return undefined
  if (!/^(DATE|TIME|DATETIME|TIMESTAMPTZ)$/.test(upper(previous))) return undefined
  const [, day] = /^'(\d{4}-\d\d-\d\d)'$/.exec(found.image) ?? []
  return {
    slug: 'other-sql',
    span: join(tokenSpan(previous), tokenSpan(found)),
    finding: {
      message: `${upper(previous)} '…' is not part of the rule language`,
      help: `write TIMESTAMP '${day ?? '2026-01-31'}T00:00:00Z'`,
    },
    edit: { at: at - 1, remove: 2, insert: [makeToken('NULL', 'NULL', previous.startOffset)] },
  }
}

/** `IF a THEN b ELSE c END` */
export const ifThen: Explainer = ({ found, previous, at, tokens }) => {
  if (found === undefined || previous === undefined || upper(previous) !== 'IF') return undefined
  if (!tokens.slice(at).some((token) => upper(token) === 'THEN')) return undefined
  const insert = ['CASE', 'WHEN'].map((word) => makeToken(word, word, previous.startOffset))
  const span = tokenSpan(previous)
  return {
    slug: 'other-sql',
    span,
    finding: {
      message: 'IF … THEN is not part of the rule language',
      help: 'write CASE WHEN … THEN … ELSE … END, or if(condition, value, otherwise)',
      fix: { title: 'write CASE WHEN', edits: [{ span, text: 'CASE WHEN' }] },
    },
    edit: { at: at - 1, remove: 1, insert },
    isCertain: true,
  }
}

/** The names in `PRIMARY KEY (a, b)`. */
const keyNames = ({ tokens, at }: Place): string => {
  const names = tokens.slice(at, behindClose(tokens, at - 1) - 1)
  return names.map(({ image }) => image).join('')
}

/** `PRIMARY KEY (a, b)` behind the columns of a TABLE */
export const keyConstraint: Explainer = (place) => {
  const { tokens, at, previous, found } = place
  const [primary, key] = [tokens[at - 3], tokens[at - 2]]
  if (primary === undefined || upper(primary) !== 'PRIMARY' || upper(key) !== 'KEY') return undefined
  if (previous?.image !== '(' || found === undefined || /^\d/.test(found.image)) return undefined
  const end = behindClose(tokens, at - 1)
  return {
    slug: 'other-sql',
    span: join(tokenSpan(primary), tokenSpan(tokens[end - 1] ?? found)),
    finding: {
      message: 'PRIMARY KEY stands behind its columns, not in brackets of its own',
      help: `write PRIMARY KEY behind the type of ${keyNames(place).replaceAll(',', ' and of ')}`,
    },
    edit: { at: at - 4, remove: end - at + 4, insert: [] },
  }
}
