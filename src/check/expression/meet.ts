import type { Finding } from '../../diagnostic/collector.ts'
import type { Expression } from '../../syntax/ast/index.ts'
import { readNumberText } from '../../types/convert.ts'
import type { Checked } from '../checked/expression.ts'
import { meeting } from '../typing/comparable.ts'
import { isNumber } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'
import type { Context } from './context.ts'
import { besideDecimal, timestampText } from './literal.ts'

/** One side of a comparison. */
export interface Side {
  readonly node: Expression
  readonly checked: Checked
}

/** Two sides that can be compared. */
export interface Met {
  readonly left: Checked
  readonly right: Checked
}

const isText = (side: Side): side is Side & { checked: { kind: 'literal'; value: string } } =>
  side.checked.kind === 'literal' && typeof side.checked.value === 'string'

const replace = (node: Expression, text: string): Partial<Finding> => ({
  help: `write ${text}`,
  fix: { title: `write ${text}`, edits: [{ span: node.span, text }] },
})

/** A literal that was written in the wrong form: a number in quotes, a text without. */
const rewrite = (
  context: Context,
  one: Side,
  other: Side,
  isEquality: boolean,
): Partial<Finding> | undefined => {
  const { kind } = other.checked.type
  if (one.node.kind === 'text' && isText(one)) {
    if (isNumber(other.checked.type) && readNumberText(one.checked.value) !== undefined)
      return replace(one.node, one.checked.value)
    if (kind === 'BOOLEAN' && /^(true|false)$/i.test(one.checked.value))
      return replace(one.node, one.checked.value.toUpperCase())
  }
  if (kind === 'BOOLEAN' && isEquality && one.node.kind === 'number' && /^[01]$/.test(one.node.text))
    return replace(one.node, one.node.text === '1' ? 'TRUE' : 'FALSE')
  const isWord = one.node.kind === 'number' && kind === 'STRING' && isEquality
  return isWord ? replace(one.node, `'${context.text(one.node)}'`) : undefined
}

/** A key of a TABLE is found as it is stored, so the record's side is what can be converted. */
const convertKey = (context: Context, one: Side, other: Side): Partial<Finding> | undefined => {
  if (one.checked.kind !== 'joined' || other.checked.kind === 'joined') return undefined
  const { kind } = one.checked.type
  const text = context.text(other.node)
  if (kind === 'STRING') return { help: `make text of it: CAST(${text} AS STRING)` }
  return other.checked.type.kind === 'STRING'
    ? { help: `say how the text is read: TRY_CAST(${text} AS ${kind})` }
    : undefined
}

/** How the two could be compared on purpose. */
const convert = (context: Context, one: Side, other: Side): Partial<Finding> | undefined => {
  const text = context.text(one.node)
  const { kind } = other.checked.type
  if (kind === 'TIMESTAMP' && isNumber(one.checked.type))
    return { help: 'a number is never a time: declare its column as TIMESTAMP EPOCH MILLISECONDS' }
  if (kind === 'DURATION' && isNumber(one.checked.type))
    return { help: `a span of time has its unit: ${text} SECONDS` }
  if (one.checked.type.kind === 'STRING' && isNumber(other.checked.type) && !isText(one))
    return { help: `say how the text is read: TRY_CAST(${text} AS DOUBLE)` }
  if (kind === 'TIMESTAMP' && (one.checked.type.kind === 'STRING' || one.checked.type.kind === 'ANY'))
    return { help: `say that it is one: CAST(${text} AS TIMESTAMP)` }
  return undefined
}

const refuse = (context: Context, left: Side, right: Side, at: Expression): undefined => {
  const describe = (side: Side): string => {
    const text = context.text(side.node)
    return text.length > 40 ? show(side.checked.type) : `\`${text}\` (${show(side.checked.type)})`
  }
  const isEquality = at.kind !== 'comparison' || at.operator === '=' || at.operator === '<>'
  return context.report('compare-kinds', at, {
    message: `${describe(left)} is compared with ${describe(right)}`,
    ...(rewrite(context, left, right, isEquality) ??
      rewrite(context, right, left, isEquality) ??
      convertKey(context, left, right) ??
      convertKey(context, right, left) ??
      convert(context, left, right) ??
      convert(context, right, left)),
  })
}

const readTime = (context: Context, side: Side, other: Side): Checked | undefined =>
  isText(side) && other.checked.type.kind === 'TIMESTAMP'
    ? timestampText(context, side.checked.value, side.node)
    : side.checked

/** Makes two sides comparable: literals take the other side's type. A finding at `at` where their kinds differ. */
export const meet = (context: Context, left: Side, right: Side, at: Expression): Met | undefined => {
  const first = readTime(context, left, right)
  const second = readTime(context, right, left)
  if (first === undefined || second === undefined) return undefined
  const how = meeting(first.type, second.type)
  if (how === 'different' || how === 'time-any') return refuse(context, left, right, at)
  return {
    left: besideDecimal(first, left.node, second.type),
    right: besideDecimal(second, right.node, first.type),
  }
}

/** Is text on this side, of unknown type, read as a number because the other side is one? */
export const readsText = (side: Checked, other: Checked): boolean =>
  side.type.kind === 'ANY' && isNumber(other.type)
