import type { Name, Node } from './node.ts'

/** A number as it was written; `isInteger` where it has no point and no exponent. */
export interface NumberLiteral extends Node {
  readonly kind: 'number'
  readonly text: string
  readonly isInteger: boolean
}

/** Text in single quotes, its escapes resolved. */
export interface TextLiteral extends Node {
  readonly kind: 'text'
  readonly value: string
}

export interface BooleanLiteral extends Node {
  readonly kind: 'boolean'
  readonly value: boolean
}

export interface NullLiteral extends Node {
  readonly kind: 'null'
}

/** `1 HOUR 30 MINUTES`, in milliseconds. */
export interface DurationLiteral extends Node {
  readonly kind: 'duration'
  readonly ms: number
}

/** `TIMESTAMP '…'`. */
export interface TimestampLiteral extends Node {
  readonly kind: 'timestamp'
  readonly text: string
}

export interface NameExpression extends Node {
  readonly kind: 'name'
  readonly name: Name
}

/** `target.name` */
export interface Member extends Node {
  readonly kind: 'member'
  readonly target: Expression
  readonly name: Name
}

/** `target.*`, in SELECT items alone. */
export interface Spread extends Node {
  readonly kind: 'spread'
  readonly target: Expression
}

/** `target[index]` */
export interface Index extends Node {
  readonly kind: 'index'
  readonly target: Expression
  readonly index: Expression
}

/** `target[from..to]`; an absent end is open. */
export interface Slice extends Node {
  readonly kind: 'slice'
  readonly target: Expression
  readonly from: Expression | undefined
  readonly to: Expression | undefined
}

export interface Unary extends Node {
  readonly kind: 'unary'
  readonly operator: '-' | 'NOT'
  readonly operand: Expression
}

export type BinaryOperator = '+' | '-' | '*' | '/' | 'DIV' | 'MOD' | '||'

export interface Binary extends Node {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

export interface Comparison extends Node {
  readonly kind: 'comparison'
  readonly operator: ComparisonOperator
  readonly left: Expression
  readonly right: Expression
}

/** Two or more operands joined by AND or OR. */
export interface Logical extends Node {
  readonly kind: 'logical'
  readonly operator: 'AND' | 'OR'
  readonly operands: readonly Expression[]
}

export interface Is extends Node {
  readonly kind: 'is'
  readonly negated: boolean
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'MISSING'
  readonly operand: Expression
}

export interface IsDistinct extends Node {
  readonly kind: 'is-distinct'
  readonly negated: boolean
  readonly left: Expression
  readonly right: Expression
}

/** `operand IN (a, b)`; or `operand IN array`, where `list` is undefined. */
export interface In extends Node {
  readonly kind: 'in'
  readonly negated: boolean
  readonly operand: Expression
  readonly list: readonly Expression[] | undefined
  readonly array: Expression | undefined
}

export interface Between extends Node {
  readonly kind: 'between'
  readonly negated: boolean
  readonly operand: Expression
  readonly low: Expression
  readonly high: Expression
}

export interface Like extends Node {
  readonly kind: 'like'
  readonly negated: boolean
  readonly operand: Expression
  readonly pattern: Expression
  readonly escape: TextLiteral | undefined
}

export interface Regexp extends Node {
  readonly kind: 'regexp'
  readonly negated: boolean
  readonly operand: Expression
  readonly pattern: Expression
}

export interface Case extends Node {
  readonly kind: 'case'
  readonly operand: Expression | undefined
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[]
  readonly otherwise: Expression | undefined
}

/** `INTEGER`, `DECIMAL(10, 2)`, `ARRAY<STRING>`, `TIMESTAMP EPOCH SECONDS`, `TIMESTAMP FORMAT '…' ZONE '…'`. */
export interface TypeName extends Node {
  readonly kind: 'type'
  readonly name: Name
  readonly element: TypeName | undefined
  readonly arguments: readonly number[]
  readonly epochUnitMs: number | undefined
  readonly format: TextLiteral | undefined
  readonly zone: TextLiteral | undefined
}

export interface Lambda extends Node {
  readonly kind: 'lambda'
  readonly parameters: readonly Name[]
  readonly body: Expression
}

/** `name => value` */
export interface NamedArgument extends Node {
  readonly kind: 'named-argument'
  readonly name: Name
  readonly value: Expression
}

/** `expr AS type`, in CAST and TRY_CAST. */
export interface TypedArgument extends Node {
  readonly kind: 'typed-argument'
  readonly value: Expression
  readonly type: TypeName
}

export type Argument = Expression | Lambda | NamedArgument | TypedArgument

export interface Over extends Node {
  readonly partitionBy: readonly Expression[]
  readonly when: Expression | undefined
}

export interface Call extends Node {
  readonly kind: 'call'
  readonly name: Name
  readonly distinct: boolean
  /** `count(*)` */
  readonly star: boolean
  readonly arguments: readonly Argument[]
  readonly filter: Expression | undefined
  readonly over: Over | undefined
}

export interface ArrayLiteral extends Node {
  readonly kind: 'array'
  readonly elements: readonly Expression[]
}

export interface ObjectLiteral extends Node {
  readonly kind: 'object'
  readonly members: readonly { readonly name: Name; readonly value: Expression }[]
}

export type Expression =
  | NumberLiteral
  | TextLiteral
  | BooleanLiteral
  | NullLiteral
  | DurationLiteral
  | TimestampLiteral
  | NameExpression
  | Member
  | Spread
  | Index
  | Slice
  | Unary
  | Binary
  | Comparison
  | Logical
  | Is
  | IsDistinct
  | In
  | Between
  | Like
  | Regexp
  | Case
  | Call
  | ArrayLiteral
  | ObjectLiteral
