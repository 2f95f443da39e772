import { ANYTHING, NULL, TEXT, UNDEFINED, may, only, type Kinds } from './kinds.ts'

/** How tightly code of the rule language binds; what binds less than its place wants gets parentheses. */
export const level = {
  or: 0,
  and: 1,
  not: 2,
  comparison: 3,
  concat: 4,
  sum: 5,
  product: 6,
  unary: 7,
  primary: 8,
} as const

/** An expression of EMQX rewritten in the rule language, with all that is known of its value. */
export interface Piece {
  readonly code: string
  readonly level: number
  /** What EMQX would have here. */
  readonly kinds: Kinds
  /** Does NULL here stand for an exception of EMQX, so that it must not become part of a row? */
  readonly nullFails: boolean
  /** Short and without work to do, so that it may be written more than once. */
  readonly cheap: boolean
  /** BYTES in Sluice, where EMQX has only text. */
  readonly bytes?: true
  readonly literal?: string | number | boolean
  /** Arguments of text_at for the same value: where it stands in the message, which writes 2.0 otherwise than 2. */
  readonly source?: string
  /** Simpler code, where undefined and null are the same. */
  readonly plain?: string
}

/** A condition: TRUE exactly where EMQX has true. */
export interface Condition {
  readonly code: string
  readonly level: number
  /** NULL stands for false. */
  readonly mayBeNull: boolean
}

export const piece = (code: string, kinds: Kinds, more: Partial<Piece> = {}): Piece => ({
  code,
  level: level.primary,
  kinds,
  nullFails: false,
  cheap: false,
  ...more,
})

export const condition = (code: string, at: number = level.comparison, mayBeNull = false): Condition => ({
  code,
  level: at,
  mayBeNull,
})

/** The code where something that binds at least so tightly is wanted. */
export const at = (part: { readonly code: string; readonly level: number }, wanted: number): string =>
  part.level < wanted ? `(${part.code})` : part.code

export const textLiteral = (value: string): string => {
  const hasControls = [...value].some((one) => (one < ' ' && one !== '\n') || one === '\u007F')
  if (!hasControls) return `'${value.replaceAll("'", "''")}'`
  return `e${escaped(value)}`
}

const escaped = (value: string): string => {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  const parts = [...value].map((one) => {
    if (one === "'" || one === '\\') return `\\${one}`
    return names[one] ?? (one < ' ' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one)
  })
  return `'${parts.join('')}'`
}

export const text = (value: string): Piece => piece(textLiteral(value), TEXT, { literal: value, cheap: true })

/** NULL where EMQX has undefined, for sure. */
export const nothing: Piece = piece('NULL', UNDEFINED, { cheap: true })

/** Can the code be NULL as it runs? */
export const canBeNull = (p: Piece): boolean => p.nullFails || may(p.kinds, UNDEFINED | NULL)

/** The piece as text: EMQX keeps bytes and text in the same kind of value. */
export const readable = (p: Piece): Piece => {
  if (p.bytes !== true) return p
  const { bytes: _, ...rest } = p
  return { ...rest, code: `from_utf8(${p.code})`, level: level.primary, nullFails: true }
}

/** The piece as it may stand in a row: NULLs that stand for exceptions fail the record, as they fail EMQX's rule. */
export const solid = (part: Piece): Piece => {
  const p = readable(part)
  if (!p.nullFails) return p
  return { ...p, code: `not_null(${p.code})`, level: level.primary, nullFails: false, cheap: false }
}

/** A call that gives NULL for NULL, which EMQX answers with an exception. */
export const call = (
  name: string,
  args: readonly Piece[],
  kinds: Kinds,
  more: Partial<Piece> & { readonly strict?: boolean } = {},
): Piece => {
  const { strict, ...rest } = more
  return piece(`${name}(${args.map((one) => one.code).join(', ')})`, kinds, {
    nullFails: strict === true || args.some(canBeNull),
    ...rest,
  })
}

/** Is EMQX's undefined here? Undefined for a value that is always there. */
export const missingTest = (p: Piece, negated = false): string | undefined => {
  if (!may(p.kinds, UNDEFINED)) return undefined
  const not = negated ? 'NOT ' : ''
  return `${at(p, level.concat)} IS ${not}${may(p.kinds, NULL) ? 'MISSING' : 'NULL'}`
}

export const isUnknown = (p: Piece): boolean => !only(p.kinds, ANYTHING) || p.kinds === ANYTHING

/** A name of the rule language, quoted where it must be. */
export const nameCode = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toLowerCase())
    ? name
    : `\`${name.replaceAll('`', '``')}\``

const reserved = new Set(
  (
    'select foreach from where group having join on into as and or not in is like between regexp case when then else ' +
    'end null true false rule stream table sink test set left inner right full cross outer order limit union offset ' +
    'window dedup emit held within grace late state do incase by div mod escape missing distinct timestamp'
  ).split(' '),
)

/** The name behind a dot, where any word may stand. */
export const memberCode = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``

/** `.name` or `['odd name']` behind code. */
export const memberOf = (code: string, name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${code}.${name}` : `${code}[${textLiteral(name)}]`

/** Branches of a CASE that are never taken, so that what may fail is evaluated where EMQX evaluates it for nothing. */
export const evaluated = (parts: readonly Piece[]): string =>
  parts.map((one) => (one.cheap ? '' : `WHEN typeof(${solid(one).code}) = '' THEN NULL `)).join('')

/** A result that does not depend on values, which EMQX evaluates all the same. */
export const besides = (parts: readonly Piece[], result: Piece): Piece => {
  const first = evaluated(parts)
  if (first === '') return result
  return piece(`CASE ${first}ELSE ${result.code} END`, result.kinds, { nullFails: result.nullFails })
}
