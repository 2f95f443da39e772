import type { Span } from '../../../diagnostic/span.ts'

interface Node {
  readonly span: Span
}

/** A step of a path: the name of a member, or a position computed by an expression. */
export type Step =
  | (Node & { readonly kind: 'key'; readonly name: string })
  | (Node & { readonly kind: 'index'; readonly index: Expr })

/** A step of a path that is written to; `head` and `tail` are `[0]` and `[-0]`. */
export type PutStep =
  | (Node & { readonly kind: 'key'; readonly name: string })
  | (Node & { readonly kind: 'index'; readonly at: number | 'head' | 'tail' })

export interface Path extends Node {
  readonly kind: 'path'
  readonly steps: readonly Step[]
}

export type CompareOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '=~'
export type ArithmeticOperator = '+' | '-' | '*' | '/' | 'div' | 'mod'

export interface Branch {
  readonly when: Expr
  readonly then: Expr
}

export interface CaseExpr extends Node {
  readonly kind: 'case'
  readonly operand: Expr | undefined
  readonly branches: readonly Branch[]
  readonly otherwise: Expr | undefined
}

export interface CallExpr extends Node {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expr[]
}

export interface CompareExpr extends Node {
  readonly kind: 'compare'
  readonly operator: CompareOperator
  readonly left: Expr
  readonly right: Expr
}

export interface ArithmeticExpr extends Node {
  readonly kind: 'arithmetic'
  readonly operator: ArithmeticOperator
  readonly left: Expr
  readonly right: Expr
}

export interface InExpr extends Node {
  readonly kind: 'in'
  readonly operand: Expr
  readonly list: readonly Expr[]
}

export type Expr =
  | (Node & { readonly kind: 'number'; readonly text: string; readonly isInteger: boolean })
  | (Node & { readonly kind: 'text'; readonly value: string })
  | (Node & { readonly kind: 'boolean'; readonly value: boolean })
  | Path
  | (Node & { readonly kind: 'range'; readonly from: number; readonly to: number })
  | (Node & { readonly kind: 'slice'; readonly target: Expr; readonly from: number; readonly to: number })
  | (Node & { readonly kind: 'list'; readonly elements: readonly Expr[] })
  | (Node & { readonly kind: 'sign'; readonly negative: boolean; readonly operand: Expr })
  | ArithmeticExpr
  | CompareExpr
  | (Node & { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly kind: 'not'; readonly operand: Expr })
  | InExpr
  | CaseExpr
  | CallExpr

/** A field of SELECT, DO or FOREACH: `*`, or an expression and where its value is put. */
export type Field =
  | (Node & { readonly kind: 'star' })
  | (Node & { readonly kind: 'value'; readonly value: Expr; readonly alias: readonly PutStep[] | undefined })

/** A topic filter, an event or a bridge in FROM. */
export interface From extends Node {
  readonly name: string
}

export interface Statement {
  /** Expressions of FOREACH, the last of which is the array; undefined for SELECT. */
  readonly foreach: readonly Field[] | undefined
  /** Fields of SELECT or DO; undefined for FOREACH without DO. */
  readonly fields: readonly Field[] | undefined
  readonly incase: Expr | undefined
  readonly from: readonly From[]
  readonly where: Expr | undefined
}
