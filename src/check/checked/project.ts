import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { FormatEntry } from '../../catalog/format.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Durability } from '../../stream/durability.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Checked } from './expression.ts'
import type { CheckedTest } from './test.ts'

/** Where something was declared, and the doc comment's tags (`@owner`, `@tier`, …). */
export interface Declared {
  readonly name: string
  readonly document: SourceDocument
  readonly span: Span
  readonly tags: Readonly<Record<string, string>>
  /** The doc comment's text without its tags. */
  readonly prose: string
}

/** A declared column. `read` gives a value of `type`, or NULL, or fails; then DEFAULT and NOT NULL apply, in that order. */
export interface CheckedColumn {
  readonly name: string
  readonly type: Type
  readonly read: Checked
  readonly notNull: boolean
  /** Replaces missing and null. */
  readonly default?: Value
  readonly personal: boolean
  readonly span: Span
}

export type CheckedPolicy =
  | { readonly kind: 'dead-letter' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'into'; readonly target: CheckedTarget }

export interface CheckedStream extends Declared {
  /** Named in the file, or made from the quoted topics of a rule's FROM. */
  readonly origin: 'declared' | 'quoted'
  readonly connection: string
  /** undefined where no sluice.yaml says what the connection is. */
  readonly connector?: ConnectorEntry
  readonly topics: readonly string[]
  readonly options: Readonly<Record<string, Value>>
  readonly format: FormatEntry
  /** Empty for an untyped stream: its rules read `payload` and context. */
  readonly columns: readonly CheckedColumn[]
  /** The JSON Schema's file and text, checked by ajv as it runs. */
  readonly schema?: { readonly file: string; readonly text: string }
  /** Absent: the broker's timestamp. */
  readonly eventTime?: { readonly expression: Checked; readonly aheadMs: number }
  readonly onInvalid: CheckedPolicy
  /** Absent: that of its connector. */
  readonly durability?: Durability
  /** For records whose event time is more than `aheadMs` after their arrival. */
  readonly onAhead?: CheckedPolicy
}

/**
 * A piece of the output row, in SELECT order. `value`: one column, `path` is where it goes (`AS a.b[1]`: ['a','b',1]).
 * `spread`: the own members of an object that is known only as the rule runs (`payload.*`), without `except` and
 * without what a `value` item is called: that one wins. `otherwise` is the column of a value that is no object, which
 * is an error of the record where it is absent; NULL has no members.
 */
export type CheckedItem =
  | {
      readonly kind: 'value'
      readonly name: string
      readonly path: readonly (string | number)[]
      readonly expression: Checked
      readonly personal: boolean
    }
  | {
      readonly kind: 'spread'
      readonly expression: Checked
      readonly except: readonly string[]
      readonly otherwise?: string
    }

export interface CheckedTarget {
  readonly connection: string
  readonly connector?: ConnectorEntry
  readonly span: Span
  readonly constants: Readonly<Record<string, Value>>
  /** Options with a value per row: expressions over the output (`alias`) and the input. */
  readonly perRow: readonly { readonly name: string; readonly expression: Checked }[]
  readonly when?: Checked
  /** `value = expr` replaces the JSON object: STRING as text, BYTES raw, others as JSON. */
  readonly value?: Checked
  /** `nulls = 'omit'`. */
  readonly omitNulls: boolean
  /** `changes = 'append'`: rows of EMIT CHANGES are added each time. */
  readonly isAppended?: boolean
}

export interface CheckedJoin {
  readonly table: CheckedTable
  readonly kind: 'INNER' | 'LEFT'
  /** One expression per primary key column of the table, in its order. */
  readonly keys: readonly Checked[]
}

export interface CheckedTable extends Declared {
  readonly connection: string
  readonly connector?: ConnectorEntry
  readonly options: Readonly<Record<string, Value>>
  readonly columns: readonly CheckedColumn[]
  readonly primaryKey: readonly number[]
  readonly refreshMs?: number
  readonly maxAgeMs?: number
  readonly waitMs?: number
}

export interface CheckedRule extends Declared {
  readonly from:
    | { readonly kind: 'stream'; readonly stream: CheckedStream }
    | { readonly kind: 'rule'; readonly rule: CheckedRule }
  readonly joins: readonly CheckedJoin[]
  /** What of the rule cannot run yet, in words; absent where all of it can. */
  readonly later?: readonly string[]
  /** FOREACH: one row per element for which `incase` is TRUE; items read the element as `parameter`. */
  readonly foreach?: { readonly array: Checked; readonly parameter: number; readonly incase?: Checked }
  readonly where?: Checked
  readonly items: readonly CheckedItem[]
  readonly targets: readonly CheckedTarget[]
  readonly onError: CheckedPolicy
}

export interface CheckedProject {
  readonly streams: readonly CheckedStream[]
  readonly tables: readonly CheckedTable[]
  /** In an order in which a rule comes after the rules that it reads. */
  readonly rules: readonly CheckedRule[]
  /** The TEST blocks of these rules that have no errors. */
  readonly tests: readonly CheckedTest[]
}
