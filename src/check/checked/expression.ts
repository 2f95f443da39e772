import type { FunctionEntry } from '../../catalog/function.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

interface Base {
  /** The static type, nullability included. */
  readonly type: Type
  /** Where the author wrote it, in the rule's document; errors of a record quote this text. */
  readonly span: Span
}

/** A constant. TIMESTAMP and DURATION constants are whole milliseconds. */
export interface Literal extends Base {
  readonly kind: 'literal'
  readonly value: Value
}

/** The value at a constant path of own keys in the record's payload ([]: the whole payload). Type ANY, may be MISSING. */
export interface PayloadRead extends Base {
  readonly kind: 'payload'
  readonly path: readonly string[]
}

/** A declared column of the rule's stream, by its index. */
export interface ColumnRead extends Base {
  readonly kind: 'column'
  readonly index: number
}

/** What the message brings beside its payload: 'topic', 'timestamp', or an attribute as `Batch.attribute` knows it. */
export interface ContextRead extends Base {
  readonly kind: 'context'
  readonly name: string
}

/** An output item of the same rule, by its index in `CheckedRule.items`; evaluated at most once per record. */
export interface AliasRead extends Base {
  readonly kind: 'alias'
  readonly index: number
}

/** A column of the row of the rule that this rule reads FROM, by its index in that rule's `items`. */
export interface UpstreamRead extends Base {
  readonly kind: 'upstream'
  readonly index: number
}

/** A column of a joined table's row; NULL where a LEFT JOIN found none. */
export interface JoinedRead extends Base {
  readonly kind: 'joined'
  readonly join: number
  readonly column: number
}

/** A parameter of a lambda, or the element of FOREACH; ids are unique within a rule. */
export interface ParameterRead extends Base {
  readonly kind: 'parameter'
  readonly id: number
}

/** Own member `name` of an object; MISSING where there is none or the target is no object. */
export interface FieldAccess extends Base {
  readonly kind: 'field'
  readonly target: Checked
  readonly name: string
}

/** `target[index]`: an array's element from 1 (negative: from the end), or an object's own key given as text. */
export interface ElementAccess extends Base {
  readonly kind: 'element'
  readonly target: Checked
  readonly index: Checked
}

export interface SliceAccess extends Base {
  readonly kind: 'slice'
  readonly target: Checked
  readonly from?: Checked
  readonly to?: Checked
}

/** Numbers of both sides' types (or ANY, checked as it runs); the result's type is `type`. */
export interface Arithmetic extends Base {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*' | '/' | 'DIV' | 'MOD'
  readonly left: Checked
  readonly right: Checked
}

export interface Negate extends Base {
  readonly kind: 'negate'
  readonly operand: Checked
}

/** All operands are STRING already (the checker wraps others in `convert` with mode 'text'). NULL if one is NULL. */
export interface Concat extends Base {
  readonly kind: 'concat'
  readonly operands: readonly Checked[]
}

/**
 * `textAsNumber` names the side whose text (if the value is text as it runs) is read as a number, because the other
 * side is statically a number.
 */
export interface Compare extends Base {
  readonly kind: 'compare'
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>='
  readonly left: Checked
  readonly right: Checked
  readonly textAsNumber?: 'left' | 'right'
}

/** IS [NOT] DISTINCT FROM. */
export interface Distinct extends Base {
  readonly kind: 'distinct'
  readonly negated: boolean
  readonly left: Checked
  readonly right: Checked
}

/** AND, OR: two or more operands, from left to right; three-valued. Operands are BOOLEAN or ANY (checked as it runs). */
export interface Logical extends Base {
  readonly kind: 'logical'
  readonly operator: 'AND' | 'OR'
  readonly operands: readonly Checked[]
}

export interface Not extends Base {
  readonly kind: 'not'
  readonly operand: Checked
}

export interface Is extends Base {
  readonly kind: 'is'
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'MISSING'
  readonly negated: boolean
  readonly operand: Checked
}

export interface In extends Base {
  readonly kind: 'in'
  readonly negated: boolean
  readonly operand: Checked
  readonly list: readonly Checked[]
  /** As in `Compare`: the operand's text is read as a number. */
  readonly textAsNumber?: boolean
}

/** `operand IN array`, where the array is a value. */
export interface InArray extends Base {
  readonly kind: 'in-array'
  readonly negated: boolean
  readonly operand: Checked
  readonly array: Checked
}

export interface Between extends Base {
  readonly kind: 'between'
  readonly negated: boolean
  readonly operand: Checked
  readonly low: Checked
  readonly high: Checked
  readonly textAsNumber?: boolean
}

export interface Like extends Base {
  readonly kind: 'like'
  readonly negated: boolean
  readonly operand: Checked
  readonly pattern: Checked
  readonly escape?: string
}

export interface Regexp extends Base {
  readonly kind: 'regexp'
  readonly negated: boolean
  readonly operand: Checked
  readonly pattern: Checked
}

/** With `operand`, a branch is taken where `operand = when`; else where `when` is TRUE. All results fit `type`. */
export interface Case extends Base {
  readonly kind: 'case'
  readonly operand?: Checked
  readonly branches: readonly { readonly when: Checked; readonly then: Checked }[]
  readonly otherwise?: Checked
}

/** The first operand that is not NULL; later ones are not evaluated. */
export interface Coalesce extends Base {
  readonly kind: 'coalesce'
  readonly operands: readonly Checked[]
}

/** Arguments of unknown type are wrapped in `convert` with mode 'check', so that they fit the parameter's kinds. */
export interface Call extends Base {
  readonly kind: 'call'
  readonly entry: FunctionEntry
  readonly args: readonly (Checked | CheckedLambda)[]
}

export interface CheckedLambda {
  readonly kind: 'lambda'
  readonly parameters: readonly number[]
  readonly body: Checked
}

export interface ArrayLiteral extends Base {
  readonly kind: 'array'
  readonly elements: readonly Checked[]
}

export interface ObjectLiteral extends Base {
  readonly kind: 'object'
  readonly fields: readonly { readonly name: string; readonly value: Checked }[]
}

/**
 * `cast`: CAST, fails with an error of the record. `try`: TRY_CAST, NULL instead. `text`: as `||` makes text of a
 * scalar. `any`: where the static type is lost (TIMESTAMP, DURATION become text). `check`: a value of unknown type
 * must be of one of `kinds` (NULL passes), else the error 'wrong-type'.
 */
export interface Convert extends Base {
  readonly kind: 'convert'
  readonly mode: 'cast' | 'try' | 'text' | 'any' | 'check'
  readonly operand: Checked
  readonly kinds?: readonly Type['kind'][]
}

/** A declared column reads its kind without silent conversion; 'wrong-type' otherwise. NULL and MISSING stay what they are. */
export interface Read extends Base {
  readonly kind: 'read'
  readonly operand: Checked
  /** TIMESTAMP only: how it is written; RFC 3339 text where absent. */
  readonly format?:
    | { readonly kind: 'epoch'; readonly unitMs: number }
    | { readonly kind: 'pattern'; readonly pattern: string; readonly zone: string }
}

/** NULL where the operand fails. */
export interface Try extends Base {
  readonly kind: 'try'
  readonly operand: Checked
}

/**
 * What only state can give: an aggregate, an analytic function, or a column that a clause makes (`window_start`).
 * A rule that has one cannot run yet, so nothing behind the checker meets it.
 */
export interface Stateful extends Base {
  readonly kind: 'stateful'
  readonly what: 'aggregate' | 'analytic' | 'column'
  readonly name: string
  readonly operands: readonly Checked[]
}

export type Checked =
  | Literal
  | PayloadRead
  | ColumnRead
  | ContextRead
  | AliasRead
  | UpstreamRead
  | JoinedRead
  | ParameterRead
  | FieldAccess
  | ElementAccess
  | SliceAccess
  | Arithmetic
  | Negate
  | Concat
  | Compare
  | Distinct
  | Logical
  | Not
  | Is
  | In
  | InArray
  | Between
  | Like
  | Regexp
  | Case
  | Coalesce
  | Call
  | ArrayLiteral
  | ObjectLiteral
  | Convert
  | Read
  | Try
  | Stateful
