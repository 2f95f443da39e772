import type { OutputColumn } from '../stream/output.ts'

interface NodeBase {
  /** Stable within a rule: the kind and its ordinal, as in 'filter-1'. */
  readonly id: string
  readonly inputs: readonly string[]
}

/** Records come in: a stream's subscription, decoded and checked. */
export interface ReadNode extends NodeBase {
  readonly kind: 'read'
  readonly stream: string
  readonly connection: string
  readonly topics: readonly string[]
  readonly format: string
  readonly columns: readonly OutputColumn[]
  readonly eventTime: string | undefined
}

/** Rows of another rule come in. */
export interface RuleNode extends NodeBase {
  readonly kind: 'rule'
  readonly rule: string
}

/** Each record is joined with the row of a table that has its key. */
export interface LookUpNode extends NodeBase {
  readonly kind: 'look-up'
  readonly table: string
  readonly connection: string
  readonly join: 'INNER' | 'LEFT'
  /** Columns of the primary key, each with what it is equated with. */
  readonly keys: readonly { readonly column: string; readonly expression: string }[]
  readonly refreshMs: number | undefined
  readonly maxAgeMs: number | undefined
  readonly waitMs: number | undefined
}

/** Only records for which the condition is TRUE go on. */
export interface FilterNode extends NodeBase {
  readonly kind: 'filter'
  readonly condition: string
}

/** One row for each element of an array. */
export interface UnnestNode extends NodeBase {
  readonly kind: 'unnest'
  readonly array: string
  readonly condition: string | undefined
}

/** The output row is made. */
export interface ProjectNode extends NodeBase {
  readonly kind: 'project'
  readonly items: readonly { readonly name: string; readonly expression: string }[]
  readonly columns: readonly OutputColumn[]
}

/** Rows go to a target. */
export interface WriteNode extends NodeBase {
  readonly kind: 'write'
  readonly connection: string
  readonly connector: string | undefined
  readonly options: Readonly<Record<string, string>>
  readonly when: string | undefined
}

/** A step of a rule's logical plan; plain JSON. */
export type PlanNode = ReadNode | RuleNode | LookUpNode | FilterNode | UnnestNode | ProjectNode | WriteNode

/** The logical plan of one rule, in the order of the data's way. */
export interface RulePlan {
  readonly rule: string
  readonly version: string
  readonly nodes: readonly PlanNode[]
}
