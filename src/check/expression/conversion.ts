import type { Call, TypeName } from '../../syntax/ast/index.ts'
import { DECIMAL_DIGITS_MAX } from '../../types/decimal.ts'
import type { Type } from '../../types/type.ts'
import type { Checked } from '../checked/expression.ts'
import { show } from '../typing/show.ts'
import { habitOf, typeNames, typeOf } from '../typing/type-name.ts'
import type { Context } from './context.ts'
import { literal, timestampText } from './literal.ts'

/** Are a DECIMAL's digits, and those behind its point, numbers that it can have? */
const fitsDecimal = (context: Context, node: TypeName, type: Type): boolean => {
  if (node.element !== undefined && type.element !== undefined)
    return fitsDecimal(context, node.element, type.element)
  const { precision, scale = 0 } = type
  if (precision === undefined) return true
  if (precision >= 1 && precision <= DECIMAL_DIGITS_MAX && scale >= 0 && scale <= precision) return true
  context.report('bad-literal', node, {
    message: `${show(type)}: a DECIMAL has 1 to ${String(DECIMAL_DIGITS_MAX)} digits, and not more of them behind its point`,
  })
  return false
}

/** The type of a type name, or a finding. */
export const resolveType = (context: Context, node: TypeName): Type | undefined => {
  const type = typeOf(node)
  if (!('unknown' in type)) return fitsDecimal(context, node, type) ? type : undefined
  const { name } = type.unknown
  const habit = habitOf(name.text)
  return context.report('unknown-type', name, {
    message: `there is no type \`${name.text}\``,
    ...(habit === undefined
      ? context.suggest(name, typeNames)
      : {
          help: `write ${habit}`,
          fix: { title: `write ${habit}`, edits: [{ span: name.span, text: habit }] },
        }),
  })
}

/** Conversions that no value survives. */
const isHopeless = (from: Type, to: Type): boolean => {
  const scalar = (type: Type): boolean => type.kind !== 'ARRAY' && type.kind !== 'OBJECT'
  if (from.kind === 'ANY' || from.kind === 'NULL' || to.kind === 'ANY' || to.kind === 'STRING') return false
  if (!scalar(from) || !scalar(to)) return from.kind !== to.kind
  if (to.kind === 'TIMESTAMP') return from.kind !== 'TIMESTAMP' && from.kind !== 'STRING'
  if (to.kind === 'DURATION' || from.kind === 'DURATION') return from.kind !== to.kind
  if (from.kind === 'TIMESTAMP') return true
  if (to.kind === 'BYTES' || from.kind === 'BYTES') return from.kind !== to.kind && from.kind !== 'STRING'
  return false
}

const advice = (from: Type, to: Type): string | undefined => {
  if (to.kind === 'TIMESTAMP' && from.kind !== 'STRING')
    return 'a number is never a time by itself: from_epoch_seconds(…), from_epoch_ms(…) or a column TIMESTAMP EPOCH SECONDS says what it counts'
  return undefined
}

/** CAST(x AS type) and TRY_CAST(x AS type). */
export const checkCast = (context: Context, node: Call): Checked | undefined => {
  const [argument] = node.arguments
  const name = node.name.text.toUpperCase()
  if (argument?.kind !== 'typed-argument' || node.arguments.length !== 1)
    return context.report('wrong-argument-count', node, {
      message: `${name} takes a value and a type`,
      help: `write ${name}(x AS INTEGER)`,
    })
  const type = resolveType(context, argument.type)
  const operand = context.check(argument.value)
  if (type === undefined || operand === undefined) return undefined
  if (isHopeless(operand.type, type)) {
    const help = advice(operand.type, type)
    return context.report('wrong-type', node, {
      message: `no ${show(operand.type)} can be converted to ${show(type)}`,
      ...(help === undefined ? {} : { help }),
    })
  }
  const span = context.span(node)
  if (
    operand.kind === 'literal' &&
    typeof operand.value === 'string' &&
    type.kind === 'TIMESTAMP' &&
    name === 'CAST'
  )
    return timestampText(context, operand.value, argument.value)
  if (operand.type.kind === 'NULL') return { ...literal(null, type.kind, span), type }
  const mode = name === 'CAST' ? 'cast' : 'try'
  const nullable = operand.type.nullable || mode === 'try' || type.kind === 'ANY'
  return { kind: 'convert', mode, operand, type: { ...type, nullable }, span }
}

/** TRY(x): NULL where x fails. */
export const checkTry = (context: Context, node: Call): Checked | undefined => {
  const [argument] = node.arguments
  if (
    argument === undefined ||
    node.arguments.length !== 1 ||
    argument.kind === 'lambda' ||
    argument.kind === 'named-argument' ||
    argument.kind === 'typed-argument'
  )
    return context.report('wrong-argument-count', node, {
      message: `TRY takes 1 argument, not ${String(node.arguments.length)}`,
    })
  const operand = context.check(argument)
  return (
    operand && { kind: 'try', operand, type: { ...operand.type, nullable: true }, span: context.span(node) }
  )
}
