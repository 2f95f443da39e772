import type { Expression, TextLiteral, TypeName } from './expression.ts'
import type { Doc, Name, Node } from './node.ts'
import type { Endpoint, Policy, Query, Target } from './query.ts'

export interface Column extends Node {
  readonly name: Name
  readonly type: TypeName
  readonly from: Expression | undefined
  readonly notNull: boolean
  readonly primaryKey: boolean
  readonly default: Expression | undefined
  readonly doc: Doc | undefined
}

export interface EventTime extends Node {
  readonly expression: Expression
  readonly by: readonly Expression[]
  readonly delay: Expression | undefined
  readonly ahead: Expression | undefined
  readonly idle: Expression | undefined
}

interface Statement extends Node {
  readonly doc: Doc | undefined
}

export interface StreamStatement extends Statement {
  readonly kind: 'stream'
  readonly name: Name
  readonly columns: readonly Column[] | undefined
  readonly from: Endpoint
  readonly format: Name | undefined
  readonly schema: TextLiteral | undefined
  readonly key: readonly Expression[]
  readonly eventTime: EventTime | undefined
  readonly durability: Name | undefined
  readonly onInvalid: Policy | undefined
  readonly onAhead: Policy | undefined
}

export interface TableStatement extends Statement {
  readonly kind: 'table'
  readonly name: Name
  readonly columns: readonly Column[]
  readonly from: Endpoint
  readonly refresh: Expression | undefined
  readonly maxAge: Expression | undefined
  readonly wait: Expression | undefined
}

export interface SinkStatement extends Statement {
  readonly kind: 'sink'
  readonly name: Name
  readonly endpoint: Endpoint
}

export interface SetStatement extends Statement {
  readonly kind: 'set'
  readonly name: Name
  readonly value: Expression
}

export interface RuleStatement extends Statement {
  readonly kind: 'rule'
  readonly name: Name
  readonly query: Query
  readonly targets: readonly Target[]
  readonly onError: Policy | undefined
  readonly onLate: Policy | undefined
}

/** JSON of a TEST, with what loosens a comparison. */
export type Expected = Node &
  (
    | { readonly kind: 'value'; readonly text: string }
    | { readonly kind: 'array'; readonly elements: readonly Expected[] }
    | {
        readonly kind: 'object'
        readonly partial: boolean
        /** The span of a member is that of its name. */
        readonly members: readonly (Node & { readonly name: string; readonly value: Expected })[]
      }
    | { readonly kind: 'near'; readonly text: string; readonly tolerance: string }
    | { readonly kind: 'any' }
  )

/** Where a record is given or a row expected: a connection with options, a stream, rule or table, or a topic. */
export interface Place extends Node {
  readonly name: Name
  readonly origin: 'name' | 'topic'
  readonly table: boolean
  readonly topic: TextLiteral | undefined
  readonly options: Endpoint['options']
}

export type TestStep = Node &
  (
    | { readonly kind: 'at'; readonly time: TextLiteral }
    | { readonly kind: 'advance'; readonly duration: Expression }
    | {
        readonly kind: 'given'
        readonly place: Place
        /** Absent where the payload is an option: `text = 'not JSON'`. */
        readonly value: Expected | undefined
      }
    | { readonly kind: 'expect'; readonly places: readonly Place[]; readonly value: Expected }
    | { readonly kind: 'expect-nothing'; readonly orElse: boolean }
    | {
        readonly kind: 'expect-outcome'
        readonly outcome: 'late' | 'dead-letter' | 'error'
        /** Of the error. */
        readonly slug: TextLiteral | undefined
        readonly count: number | undefined
      }
  )

export interface TestStatement extends Statement {
  readonly kind: 'test'
  readonly title: TextLiteral
  readonly rule: Name
  readonly steps: readonly TestStep[]
}

/** A statement that could not be read; a diagnostic says why. */
export interface BrokenStatement extends Statement {
  readonly kind: 'broken'
  /** The name that it seems to declare, so that what uses it is not called unknown. */
  readonly declares: string | undefined
}

export type StatementNode =
  | StreamStatement
  | TableStatement
  | SinkStatement
  | SetStatement
  | RuleStatement
  | TestStatement
  | BrokenStatement

export interface Comment extends Node {
  readonly text: string
}

/** One rule file. Comments, doc comments too, are kept in order for the formatter. */
export interface FileNode extends Node {
  readonly statements: readonly StatementNode[]
  readonly comments: readonly Comment[]
}
