import type { Environment, RecordView } from '../../catalog/function.ts'
import { arithmeticOf, negate } from '../../types/arithmetic.ts'
import { cast } from '../../types/cast.ts'
import { RecordError } from '../../types/record-error.ts'
import { textOf, toAny } from '../../types/text-of.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import type { Arithmetic, Call, Checked, Convert } from '../checked/expression.ts'
import type { Context } from './context.ts'

/** The expression depends on the record, the clock or chance. */
class NotConstant extends Error {}

/** One for all, since noting the stack takes longer than the rest. */
const notConstant = new NotConstant('not constant')

const operationOf = ({ type, operator }: Arithmetic) => arithmeticOf(type.kind)[operator]

const never = (): never => {
  throw notConstant
}

const noRecord: RecordView = {
  topic: never,
  key: never,
  header: never,
  headerNames: never,
  attribute: never,
  timeMs: never,
  payload: never,
  id: never,
}

const STEPS_MAX = 10_000

const environment = (context: Context): Environment => {
  const { capabilities } = context.surroundings
  let steps = 0
  return {
    record: noRecord,
    get nowMs(): number {
      return never()
    },
    random: never,
    get capabilities() {
      return capabilities ?? never()
    },
    step: () => {
      steps += 1
      if (steps > STEPS_MAX) never()
    },
  }
}

const foldCall = (context: Context, e: Call): Value => {
  if (e.entry.determinism !== 'pure') return never()
  const args = e.args.map((argument) => (argument.kind === 'lambda' ? never() : evaluate(context, argument)))
  if (e.entry.nulls === 'propagate' && args.some((value) => value == null)) return null
  const types = e.args.map((argument) => (argument.kind === 'lambda' ? never() : argument.type))
  return e.entry.evaluate(args, environment(context), types)
}

const foldConvert = (context: Context, e: Convert): Value => {
  const value = evaluate(context, e.operand)
  if (value == null) return null
  switch (e.mode) {
    case 'cast':
      return cast(value, e.operand.type, e.type)
    case 'try':
      try {
        return cast(value, e.operand.type, e.type)
      } catch (error) {
        if (error instanceof RecordError) return null
        throw error
      }
    case 'text':
      return textOf(value, e.operand.type)
    case 'any':
      return toAny(value, e.operand.type)
    case 'check':
      return value
  }
}

const foldObject = (context: Context, e: Checked & { kind: 'object' }): ObjectValue => {
  const object = Object.create(null) as Record<string, Value>
  for (const { name, value } of e.fields) object[name] = evaluate(context, value)
  return object
}

const evaluate = (context: Context, e: Checked): Value => {
  switch (e.kind) {
    case 'literal':
      return e.value
    case 'negate': {
      const value = evaluate(context, e.operand)
      return value == null ? null : negate(value)
    }
    case 'arithmetic': {
      const left = evaluate(context, e.left)
      const right = evaluate(context, e.right)
      return left == null || right == null ? null : operationOf(e)(left, right)
    }
    case 'concat': {
      const texts = e.operands.map((operand) => evaluate(context, operand))
      return texts.every((text) => typeof text === 'string') ? texts.join('') : null
    }
    case 'convert':
      return foldConvert(context, e)
    case 'array':
      return e.elements.map((element) => evaluate(context, element))
    case 'object':
      return foldObject(context, e)
    case 'call':
      return foldCall(context, e)
    default:
      return never()
  }
}

/** Is it plain that an expression depends on the record? Most do, and an answer costs less than an error. */
const isPlainlyVarying = (e: Checked): boolean => {
  switch (e.kind) {
    case 'literal':
      return false
    case 'negate':
    case 'convert':
      return isPlainlyVarying(e.operand)
    case 'arithmetic':
      return isPlainlyVarying(e.left) || isPlainlyVarying(e.right)
    case 'concat':
      return e.operands.some(isPlainlyVarying)
    case 'array':
      return e.elements.some(isPlainlyVarying)
    case 'object':
      return e.fields.some(({ value }) => isPlainlyVarying(value))
    case 'call':
      return (
        e.entry.determinism !== 'pure' ||
        e.args.some((argument) => argument.kind === 'lambda' || isPlainlyVarying(argument))
      )
    default:
      return true
  }
}

/** The outcome of folding: a value, a failure that every record would have, or an expression that is no constant. */
export type Folded =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: RecordError }
  | { readonly kind: 'varies' }

const varies: Folded = { kind: 'varies' }

/** Computes what does not depend on the record. */
export const fold = (context: Context, e: Checked): Folded => {
  if (isPlainlyVarying(e)) return varies
  try {
    return { kind: 'value', value: evaluate(context, e) }
  } catch (error) {
    if (error instanceof RecordError) return { kind: 'failed', error }
    if (error === notConstant) return varies
    throw error
  }
}

/** A constant text, or undefined. */
export const foldText = (context: Context, e: Checked): string | undefined => {
  const folded = fold(context, e)
  return folded.kind === 'value' && typeof folded.value === 'string' ? folded.value : undefined
}
