import { Refusal } from '../../refusal.ts'
import type { CallExpr, Expr } from '../../sql/ast.ts'
import type { Context } from '../context.ts'
import { INTEGER, type Kinds } from '../kinds.ts'
import { call, piece, readable, solid, textLiteral, type Piece } from '../piece.ts'
import { warnBytes } from '../text.ts'
import { wholeOnly } from '../whole.ts'

/** The arguments of a call, rewritten as they are asked for. */
export interface Arguments {
  readonly context: Context
  readonly expr: CallExpr
  readonly count: number
  /** The expression of an argument. */
  node(k: number): Expr
  /** An argument; NULL where EMQX raises an exception is left in it. */
  value(k: number): Piece
  /** An argument as text or bytes as text. */
  text(k: number): Piece
  /** An argument that is never NULL in place of an exception. */
  solid(k: number): Piece
  /** An argument that is an integer: 2.0 is none. */
  integer(k: number): Piece
  /** A constant text, or a refusal. */
  constantText(k: number, what: string): string
  /** A constant whole number; undefined where it varies. */
  constantInteger(k: number): number | undefined
  refuse(k: number, message: string, help?: string): Refusal
}

/** One function of EMQX: how many arguments it takes, and what becomes of it. */
export interface Builder {
  readonly counts: readonly [number, number]
  readonly build: (a: Arguments) => Piece
}

export const builder = (least: number, most: number, build: (a: Arguments) => Piece): Builder => ({
  counts: [least, most],
  build,
})

export const rewriteArguments = (context: Context, expr: CallExpr): Arguments => {
  const node = (k: number): Expr => expr.args[k] as Expr
  const value = (k: number): Piece => context.value(node(k))
  const read = (k: number): Piece => {
    const own = value(k)
    warnBytes(context, own, node(k).span)
    return readable(own)
  }
  const refuse = (k: number, message: string, help?: string): Refusal =>
    new Refusal('emqx-argument', node(k).span, message, help)
  return {
    context,
    expr,
    count: expr.args.length,
    node,
    value,
    refuse,
    text: read,
    solid: (k) => solid(read(k)),
    integer: (k) => wholeOnly(context, solid(read(k)), expr.name, node(k).span),
    constantText: (k, what) => {
      const { literal } = value(k)
      if (typeof literal === 'string') return literal
      throw refuse(k, `${what} must be a constant text here`, 'write it as a text in single quotes')
    },
    constantInteger: (k) => {
      const { literal } = value(k)
      return typeof literal === 'number' && Number.isInteger(literal) ? literal : undefined
    },
  }
}

/** The same function under another name: all arguments as they are. */
export const same = (name: string, count: number, kinds: Kinds, more: { strict?: boolean } = {}): Builder =>
  builder(count, count, (a) =>
    call(
      name,
      a.expr.args.map((_, k) => a.text(k)),
      kinds,
      more,
    ),
  )

/** A function of integers alone that gives one. */
export const ofIntegers = (name: string, count: number): Builder =>
  builder(count, count, (a) =>
    call(
      name,
      a.expr.args.map((_, k) => a.integer(k)),
      INTEGER,
    ),
  )

/** A value of EMQX that is an exception where a test does not hold. */
export const orFail = (test: string, code: string, message: string, kinds: Kinds): Piece =>
  piece(`CASE WHEN ${test} THEN ${code} ELSE fail(${textLiteral(message)}) END`, kinds)
