import type { Span } from '../../../diagnostic/span.ts'
import type { CompareExpr, CompareOperator } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { compareUnknown } from './compare-unknown.ts'
import { ATOM, BOOLEAN, LIST, MAP, NULL, NUMBER, TEXT, UNDEFINED, may, only } from './kinds.ts'
import {
  at,
  condition,
  evaluated,
  level,
  missingTest,
  readable,
  solid,
  textLiteral,
  type Condition,
  type Piece,
} from './piece.ts'
import { warnBytes } from './text.ts'
import { warnElement, warnNumberText } from './compare-warnings.ts'

export type Ordering = Exclude<CompareOperator, '=~'>

interface Place {
  /** Whether a record that fails and one that is left out are the same. */
  readonly filters: boolean
  readonly span: Span
}

const mirrored: Readonly<Record<Ordering, Ordering>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

const asNumber = (p: Piece): string =>
  `padded_number(${typeof p.literal === 'string' ? textLiteral(p.literal) : p.code})`

const native = (operator: Ordering, left: string, right: string, mayBeNull = false): Condition =>
  condition(`${left} ${operator} ${right}`, level.comparison, mayBeNull)

const side = (p: Piece): string => at(p, level.concat)

/** EMQX's integers and floats as text; `05` and `1e3` are read otherwise, so nobody may rely on them. */
const isNumeric = (text: string): boolean => /^-?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d+)?)?$/.test(text)

const constant = (value: boolean): Condition => condition(value ? 'TRUE' : 'FALSE', level.primary)

/** Where one side is undefined for sure, as null(). */
const besideUndefined = (operator: Ordering, other: Piece): Condition => {
  const result = undefinedResult(operator, other)
  const first = evaluated([other])
  return first === '' ? result : condition(`CASE ${first}ELSE ${result.code} END`, level.primary)
}

const undefinedResult = (operator: Ordering, other: Piece): Condition => {
  if (!['=', '<=', '>='].includes(operator)) return constant(false)
  if (only(other.kinds, UNDEFINED)) return constant(true)
  const test = missingTest(other)
  return test === undefined ? constant(false) : condition(test)
}

/** A value of unknown kind beside a number. */
const besideNumber = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
  { filters, span }: Place,
): Condition => {
  const l = side(left)
  const r = side(right)
  const plain = `${l} ${operator} ${r}`
  const overNumber = operator === '>' || operator === '>=' || operator === '<>'
  const odd = ATOM | MAP | LIST
  const isOdd = overNumber && may(left.kinds, odd)
  if (isOdd) context.note('null-above-number')
  const missing = missingTest(left, true)
  const isThere = missing ?? 'TRUE'
  const mayBeText = may(left.kinds, TEXT)
  if (filters && operator !== '<>' && (!isOdd || mayBeText) && !(context.exact && mayBeText)) {
    if (mayBeText) warnNumberText(context, span)
    if (mayBeText && context.isElement) warnElement(context, span, 'text that is no number')
    if (!isOdd) return native(operator, l, r, true)
    const notText =
      missing === undefined ? `NOT is_string(${left.code})` : `${missing} AND NOT is_string(${left.code})`
    return condition(`coalesce(${plain}, ${notText})`, level.primary)
  }
  const other = isOdd ? `coalesce(${plain}, ${isThere})` : plain
  if (!mayBeText) return condition(other, isOdd ? level.primary : level.comparison, !isOdd)
  context.note('failing')
  return condition(
    `CASE WHEN is_string(${left.code}) THEN ${asNumber(left)} ${operator} ${r} ELSE ${other} END`,
    level.primary,
    !isOdd,
  )
}

/** A value of unknown kind before or behind text. */
const besideOrderedText = (context: Context, operator: Ordering, left: Piece, right: Piece): Condition => {
  const l = side(left)
  const r = side(right)
  const branches: string[] = []
  const missing = missingTest(left)
  if (missing !== undefined) branches.push(`WHEN ${missing} THEN FALSE`)
  if (may(left.kinds, NUMBER))
    branches.push(`WHEN is_number(${left.code}) THEN ${numberBeside(operator, left, right)}`)
  if (may(left.kinds, MAP | LIST)) {
    const isLess = operator === '<' || operator === '<='
    branches.push(`WHEN typeof(${left.code}) IN ('ARRAY', 'OBJECT') THEN ${isLess ? 'TRUE' : 'FALSE'}`)
  }
  context.note('failing')
  const text = may(left.kinds, ATOM) ? `text_of(${left.code})` : l
  return condition(
    `CASE ${evaluated([right])}${branches.join(' ')} ELSE ${text} ${operator} ${r} END`,
    level.primary,
    true,
  )
}

/** A number beside text that is no number is an exception of EMQX. */
const numberBeside = (operator: Ordering, left: Piece, right: Piece): string => {
  if (typeof right.literal !== 'string') return `${side(left)} ${operator} ${asNumber(right)}`
  if (isNumeric(right.literal)) return `${side(left)} ${operator} ${right.literal}`
  return `fail(${textLiteral(`EMQX raises an error: a number is compared with '${right.literal}'`)})`
}

const equalsText = (context: Context, left: Piece, right: Piece, { filters, span }: Place): Condition => {
  const l = side(left)
  const r = side(right)
  const { literal } = right
  const names: string[] = []
  if (literal === 'true' || literal === 'false') names.push(`${l} = ${literal.toUpperCase()}`)
  if (literal === 'null' && may(left.kinds, NULL)) {
    const there = missingTest(left, true)
    names.push(there === undefined ? `${l} IS NULL` : `(${l} IS NULL AND ${there})`)
  }
  if (literal === undefined && may(left.kinds, ATOM)) {
    const there = missingTest(left, true)
    const test = `(typeof(${left.code}) IN ('BOOLEAN', 'NULL') AND text_of(${left.code}) = ${r}${there === undefined ? '' : ` AND ${there}`})`
    names.push(test)
  }
  const equal = [`${l} = ${r}`, ...names].join(' OR ')
  const mayBeNumber = may(left.kinds, NUMBER)
  const matters = mayBeNumber && (!filters || literal === undefined || isNumeric(String(literal)))
  const plain = condition(equal, names.length === 0 ? level.comparison : level.or, true)
  if (!matters) {
    if (mayBeNumber && context.isElement) warnElement(context, span, 'a number')
    return plain
  }
  if (typeof literal !== 'string' || !isNumeric(literal)) context.note('failing')
  return condition(
    `CASE WHEN is_number(${left.code}) THEN ${numberBeside('=', left, right)} ELSE ${equal} END`,
    level.primary,
    true,
  )
}

const differsFromText = (context: Context, left: Piece, right: Piece, filters: boolean): Condition => {
  const l = side(left)
  const r = side(right)
  const { literal } = right
  const isThere = missingTest(left, true) ?? 'TRUE'
  const named = literal === undefined || ['true', 'false', 'null'].includes(String(literal))
  let differs = `${l} <> ${r}`
  if (may(left.kinds, NULL | UNDEFINED)) differs = `coalesce(${differs}, ${isThere})`
  if (named && may(left.kinds, ATOM)) {
    const test = `text_of(${left.code}) <> ${r}`
    differs = isThere === 'TRUE' ? test : `(${test} AND ${isThere})`
  }
  if (may(left.kinds, NULL)) context.note('missing-compared')
  if (!may(left.kinds, NUMBER)) return condition(differs, level.comparison)
  if (filters && typeof literal === 'string' && !isNumeric(literal))
    return condition(`${differs} AND NOT is_number(${left.code})`, level.and)
  context.note('failing')
  return condition(
    `CASE WHEN is_number(${left.code}) THEN ${numberBeside('<>', left, right)} ELSE ${differs} END`,
    level.primary,
  )
}

const besideText = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
  place: Place,
): Condition => {
  if (operator === '=') return equalsText(context, left, right, place)
  if (operator === '<>') return differsFromText(context, left, right, place.filters && !context.isElement)
  return besideOrderedText(context, operator, left, right)
}

/** true and false are compared with text by their names, and are never equal to anything else. */
const besideTruth = (operator: '=' | '<>', left: Piece, right: Piece): Condition => {
  const l = side(left)
  const others = [
    ...(may(left.kinds, BOOLEAN) ? [right.code] : []),
    ...(may(left.kinds, TEXT) ? [textLiteral(String(right.literal))] : []),
  ]
  const tests = others.map((other) => `${l} ${operator} ${other}`)
  if (operator === '=' && tests.length > 0)
    return condition(tests.join(' OR '), tests.length === 1 ? level.comparison : level.or, true)
  const isThere = missingTest(left, true) ?? 'TRUE'
  if (tests.length > 0) return condition(`coalesce(${tests.join(' AND ')}, ${isThere})`, level.primary)
  const never = operator === '=' ? 'FALSE' : isThere
  const first = evaluated([left])
  return condition(first === '' ? never : `CASE ${first}ELSE ${never} END`, level.primary)
}

const isOne = (p: Piece, kinds: number): boolean => only(p.kinds, kinds | UNDEFINED)

/** Both kinds are known and the same, so that the languages agree but for two undefined values. */
const sameKind = (operator: Ordering, left: Piece, right: Piece): Condition => {
  const both = may(left.kinds, UNDEFINED) && may(right.kinds, UNDEFINED)
  const one = may(left.kinds, UNDEFINED) || may(right.kinds, UNDEFINED)
  const l = side(left)
  const r = side(right)
  if (!both || operator === '<>' || operator === '<' || operator === '>') return native(operator, l, r, one)
  if (operator === '=') return condition(`${l} IS NOT DISTINCT FROM ${r}`)
  return condition(
    `${l} ${operator} ${r} OR ${missingTest(left) ?? 'FALSE'} AND ${missingTest(right) ?? 'FALSE'}`,
    level.or,
    true,
  )
}

const ordered = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
  place: Place,
): Condition => {
  const isPlaced =
    left.literal !== undefined || (only(left.kinds, NUMBER | TEXT) && !only(right.kinds, NUMBER | TEXT))
  if (isPlaced && right.literal === undefined)
    return ordered2(context, mirrored[operator], right, left, place)
  return ordered2(context, operator, left, right, place)
}

const ordered2 = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
  place: Place,
): Condition => {
  const families = [NUMBER, TEXT, BOOLEAN]
  if (families.some((family) => isOne(left, family) && isOne(right, family)))
    return sameKind(operator, left, right)
  if (only(right.kinds, NUMBER)) {
    if (isOne(left, TEXT)) return native(operator, asNumber(left), side(right), may(left.kinds, UNDEFINED))
    return besideNumber(context, operator, left, right, place)
  }
  if (only(right.kinds, TEXT)) {
    if (isOne(left, NUMBER)) return condition(numberBeside(operator, left, right), level.comparison, true)
    return besideText(context, operator, left, right, place)
  }
  if (typeof right.literal === 'boolean' && (operator === '=' || operator === '<>'))
    return besideTruth(operator, left, right)
  return compareUnknown(context, operator, left, right)
}

/** `left operator right` as EMQX decides it. */
export const compare = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
  place: Place,
): Condition => {
  if (only(left.kinds, UNDEFINED)) return besideUndefined(operator, right)
  if (only(right.kinds, UNDEFINED)) return besideUndefined(operator, left)
  // Where nothing but the operator stands between them, NULL leaves the record out as an exception would.
  const isPlain =
    place.filters && !context.isElement && isOne(left, NUMBER | TEXT) && isOne(right, NUMBER | TEXT)
  const sure = (p: Piece): Piece => (isPlain ? readable(p) : solid(p))
  return ordered(context, operator, sure(left), sure(right), place)
}

/** A comparison of the SQL. */
export const compareExpr = (context: Context, expr: CompareExpr, filters: boolean): Condition => {
  const left = context.value(expr.left)
  const right = context.value(expr.right)
  warnBytes(context, left, expr.left.span)
  warnBytes(context, right, expr.right.span)
  if (expr.operator !== '=~') {
    const mayBeShort = !context.isElement || (expr.operator === '=' && !context.exact)
    return compare(context, expr.operator, left, right, { filters: filters && mayBeShort, span: expr.span })
  }
  if (only(left.kinds, UNDEFINED) || only(right.kinds, UNDEFINED)) return constant(false)
  return condition(`topic_matches(${left.code}, ${right.code})`, level.primary, true)
}
