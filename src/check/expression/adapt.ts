import { unify } from '../typing/unify.ts'
import { isTimeKind } from '../typing/kinds.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Type } from '../../types/type.ts'
import type { Checked, Literal } from '../checked/expression.ts'
import { besideDecimal } from './literal.ts'

const adaptLiteral = (e: Literal, to: Type): Checked | undefined => {
  if (e.value === null) return { ...e, type: { ...to, nullable: true } }
  if (e.type.kind === 'INTEGER' && to.kind === 'DOUBLE' && typeof e.value === 'number')
    return { ...e, type: { kind: 'DOUBLE', nullable: false } }
  if (to.kind === 'DECIMAL' && typeof e.value === 'number')
    return { ...e, value: Decimal.parse(String(e.value)), type: { kind: 'DECIMAL', nullable: false } }
  return undefined
}

/** The expression as a value of the common type: numbers are widened, times become text where their type is lost. */
export const adapt = (e: Checked, to: Type): Checked => {
  const { kind } = e.type
  if (kind === to.kind) return e
  const literal = e.kind === 'literal' ? adaptLiteral(e, to) : undefined
  if (literal !== undefined) return literal
  if (kind === 'NULL') return e
  const type = { ...to, nullable: to.kind === 'ANY' || e.type.nullable }
  if (to.kind === 'ANY')
    return isTimeKind(kind) ? { kind: 'convert', mode: 'any', operand: e, type, span: e.span } : e
  return { kind: 'convert', mode: 'cast', operand: e, type, span: e.span }
}

/** The type that all fit, and each expression as a value of it. */
export const adaptAll = (
  given: readonly Checked[],
): { readonly type: Type; readonly adapted: readonly Checked[] } => {
  const decimal = given.find((e) => e.type.kind === 'DECIMAL')
  const all = decimal === undefined ? given : given.map((e) => besideDecimal(e, undefined, decimal.type))
  const [first = { kind: 'NULL', nullable: true } as const, ...rest] = all.map((e) => e.type)
  const type = rest.reduce(unify, first)
  return { type, adapted: all.map((e) => adapt(e, type)) }
}
