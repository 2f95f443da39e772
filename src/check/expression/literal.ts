import type {
  DurationLiteral,
  NumberLiteral,
  TimestampLiteral,
  Expression,
  Unary,
} from '../../syntax/ast/index.ts'
import { Decimal } from '../../types/decimal.ts'
import { numberOfText } from '../../types/json/number.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Value } from '../../types/value.ts'
import type { Checked, Literal } from '../checked/expression.ts'
import type { Context } from './context.ts'

export const literal = (value: Value, kind: Type['kind'], span: Span): Literal => ({
  kind: 'literal',
  value,
  type: { kind, nullable: kind === 'NULL' },
  span,
})

const DIGITS_MAX = 100
/** Within what a DECIMAL may have, so that a literal can always become one. */
const EXPONENT_MAX = 500

/** JSON knows no leading zeros; the language reads them as nothing. */
const jsonNumber = (text: string): string => text.replace(/^(-?)0+(?=\d)/, '$1')

const numberLiteral = (
  context: Context,
  text: string,
  node: { readonly span: Span },
): Literal | undefined => {
  const span = context.span(node)
  if (text.length > DIGITS_MAX)
    return context.report('bad-literal', node, {
      message: `a number of more than ${String(DIGITS_MAX)} characters`,
    })
  // An exponent of thousands has no digits that could be kept, whatever kind the number takes beside others.
  const [, exponent = '0'] = /e(.*)$/i.exec(text) ?? []
  if (Math.abs(Number(exponent)) > EXPONENT_MAX)
    return context.report('bad-literal', node, {
      message: `a number beyond the exponents -${String(EXPONENT_MAX)} and ${String(EXPONENT_MAX)}`,
    })
  const value = numberOfText(jsonNumber(text))
  const isWhole = !/[.eE]/.test(text)
  if (value instanceof Decimal) return literal(value, 'DECIMAL', span)
  return literal(value, isWhole ? 'INTEGER' : 'DOUBLE', span)
}

export const checkNumber = (context: Context, node: NumberLiteral): Checked | undefined =>
  numberLiteral(context, node.text, node)

/** `-(-2)` is 2. */
const negatedText = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`)

/** A minus in front of a number belongs to the literal, so that the smallest INTEGER can be written. */
export const negativeNumber = (context: Context, node: Unary): Checked | undefined =>
  node.operand.kind === 'number' ? numberLiteral(context, negatedText(node.operand.text), node) : undefined

export const checkDuration = (context: Context, node: DurationLiteral): Checked =>
  literal(node.ms, 'DURATION', context.span(node))

const DAY = /^\d{4}-\d\d-\d\d$/

/** Milliseconds of a text that stands for a TIMESTAMP, or a finding. */
export const timestampText = (
  context: Context,
  text: string,
  node: { readonly span: Span },
): Literal | undefined => {
  const ms = parseTimestamp(text)
  if (Number.isFinite(ms)) return literal(ms, 'TIMESTAMP', context.span(node))
  // What is missing is the time, the zone, or both; a text that they do not cure is told as it is.
  const cured = [`${text}T00:00:00Z`, `${text.replace(' ', 'T')}Z`, `${text.replace(' ', 'T')}:00Z`].find(
    (one) => Number.isFinite(parseTimestamp(one)),
  )
  const what = DAY.test(text) ? 'a time and a zone' : 'a zone'
  const help = cured === undefined ? {} : { help: `give it ${what}: '${cured}'` }
  return context.report('text-literal-not-timestamp', node, {
    message: `'${text}' is not a timestamp in RFC 3339`,
    ...help,
  })
}

export const checkTimestamp = (context: Context, node: TimestampLiteral): Checked | undefined =>
  timestampText(context, node.text, node)

/** The text of a number as it stands in the file, minus included. */
const numberText = (node: Expression): string | undefined => {
  if (node.kind === 'number') return node.text
  return node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'number'
    ? negatedText(node.operand.text)
    : undefined
}

/** A literal with a point takes the other side's type: beside a DECIMAL it is one, exactly as written. */
export const besideDecimal = (checked: Checked, node: Expression | undefined, other: Type): Checked => {
  if (other.kind !== 'DECIMAL' || checked.kind !== 'literal' || checked.type.kind !== 'DOUBLE') return checked
  const text = (node && numberText(node)) ?? String(Number(checked.value))
  return { ...checked, value: Decimal.parse(text), type: { kind: 'DECIMAL', nullable: false } }
}
