import type { Expression } from './expression.ts'
import type { Name, Node } from './node.ts'

export interface Option extends Node {
  readonly name: Name
  readonly value: Expression
}

/** `bank_kafka (topic = 'a', key = device)` */
export interface Endpoint extends Node {
  readonly name: Name
  readonly options: readonly Option[]
}

export interface Target extends Node {
  readonly endpoint: Endpoint
  readonly when: Expression | undefined
}

export type Policy = Node &
  (
    | { readonly kind: 'dead-letter' }
    | { readonly kind: 'drop' }
    | { readonly kind: 'stop' }
    | { readonly kind: 'into'; readonly endpoint: Endpoint }
  )

/** A piece of SELECT: `*`, or an expression with the place of its value in the output. */
export type Item =
  | (Node & {
      readonly kind: 'star'
      readonly except: readonly Name[]
      readonly replace: readonly { readonly value: Expression; readonly name: Name }[]
    })
  | (Node & {
      readonly kind: 'expression'
      readonly value: Expression
      /** `AS a.b[1]`; undefined without AS. */
      readonly alias: { readonly name: Name; readonly path: readonly (Name | number)[] } | undefined
    })

/** What a rule reads: a stream or rule by name, or quoted topics. */
export interface Source extends Node {
  readonly name: Name
  readonly origin: 'name' | 'topic'
  readonly alias: Name | undefined
}

export interface Join extends Node {
  readonly kind: 'LEFT' | 'INNER'
  readonly source: Source
  readonly on: Expression
  readonly within: Expression | undefined
}

export interface SequenceStep extends Node {
  readonly negated: boolean
  readonly name: Name
  readonly repeat: '+' | number | undefined
  readonly source: Source
  readonly where: Expression | undefined
}

export interface Sequence extends Node {
  readonly steps: readonly SequenceStep[]
  readonly by: readonly Expression[]
  readonly within: Expression
}

export interface Held extends Node {
  readonly duration: Expression
  readonly by: readonly Expression[]
  readonly gap: Expression | undefined
}

export interface Dedup extends Node {
  readonly by: readonly Expression[]
  readonly within: Expression
  readonly keep: 'FIRST' | 'LAST' | undefined
}

export interface Foreach extends Node {
  readonly array: Expression
  readonly name: Name | undefined
  readonly incase: Expression | undefined
}

export interface Query extends Node {
  readonly foreach: Foreach | undefined
  /** Empty for FOREACH without DO. */
  readonly items: readonly Item[]
  readonly sources: readonly Source[]
  readonly sequence: Sequence | undefined
  readonly joins: readonly Join[]
  readonly where: Expression | undefined
  readonly held: Held | undefined
  readonly groupBy:
    (Node & { readonly keys: readonly Expression[]; readonly grace: Expression | undefined }) | undefined
  readonly having: Expression | undefined
  readonly dedup: Dedup | undefined
  readonly emit:
    (Node & { readonly mode: 'FINAL' | 'CHANGES'; readonly every: Expression | undefined }) | undefined
  readonly stateTtl: Expression | undefined
}
