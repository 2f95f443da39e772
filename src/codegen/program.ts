import type { Slug } from '../diagnostic/codes.ts'
import type { TableRequest } from '../catalog/connector.ts'
import type { Batch } from '../stream/batch.ts'
import type { Durability } from '../stream/durability.ts'
import type { OutputChunk, TargetShape } from '../stream/output.ts'
import type { Table } from '../stream/table.ts'
import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'
import type { RowDecoder } from './table-decoder.ts'

/** What becomes of a record that a stream cannot decode or a rule fails on. */
export type Policy =
  | { readonly kind: 'dead-letter' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'into'; readonly target: TargetShape }

/** A rule as the runtime sees it. */
export interface RuleShape {
  readonly name: string
  readonly version: string
  readonly targets: readonly TargetShape[]
  readonly onError: Policy
}

/** A stream as the runtime sees it; a quoted topic is a stream named by its filters. */
export interface StreamShape {
  readonly name: string
  readonly connection: string
  readonly connector: string
  /** Topic filters (MQTT) or names (Kafka); empty for a connector without topics. */
  readonly topics: readonly string[]
  readonly options: Readonly<Record<string, Value>>
  readonly onInvalid: Policy
  /** When a record counts as safe; `upstream` unless said. */
  readonly durability?: Durability
  /** For records that are ahead of time; they become dead letters where it is absent. */
  readonly onAhead?: Policy
}

/** A record that failed: of the stream where it could not be decoded (`rule` is -1), else of the rule at that index. */
export interface Failure {
  /** Index of the record in the batch. */
  readonly record: number
  readonly rule: number
  readonly slug: Slug
  readonly message: string
  readonly path: string | undefined
}

/** How many records and rows met which end in one pass. Arrays are by rule index; `skipped` by rule and target. */
export interface PassCounts {
  decoded: number
  invalid: number
  ahead: number
  readonly passed: Float64Array
  readonly filtered: Float64Array
  readonly unmatched: Float64Array
  readonly failed: Float64Array
  readonly mismatch: Float64Array
  readonly skipped: readonly Float64Array[]
}

export interface PassResult {
  readonly counts: PassCounts
  /** At most one chunk per rule and target; targets without rows have none. */
  readonly chunks: readonly OutputChunk[]
  readonly failures: readonly Failure[]
}

/** A table as the runtime sees it. */
export interface TableShape extends TableRequest {
  readonly connection: string
  readonly connector: string
  /** Keys of its rows, and of those who look for them. */
  readonly keyTypes: readonly Type[]
  readonly decode: RowDecoder
  readonly refreshMs: number | undefined
  readonly maxAgeMs: number | undefined
  readonly waitMs: number | undefined
}

export interface PassContext {
  /** Name of the source, for output ids. */
  readonly source: string
  /** The tick for `now()`: of the whole batch, or by record where `ticksMs` is given. */
  readonly nowMs: number
  readonly ticksMs?: Float64Array
  /** When the records arrived; where it is absent, none of them is ahead of time. */
  readonly arrivedMs?: number
  /** Loop steps a record may take in one rule. */
  readonly stepsMax: number
  /** In the order of `Program.tables`. */
  readonly tables?: readonly Table[]
}

/**
 * One generated function per stream and rule set: decodes the selected records (`selected[0 .. count)` are indexes
 * into the batch; undefined: all), evaluates every rule and encodes its rows. Synchronous; never throws on data.
 */
export type Pass = (
  batch: Batch,
  selected: Int32Array | undefined,
  count: number,
  context: PassContext,
) => PassResult

export interface StreamProgram {
  readonly stream: StreamShape
  readonly rules: readonly RuleShape[]
  readonly pass: Pass
}

/** What the compiler makes of a project, and the engine runs. */
export interface Program {
  readonly streams: readonly StreamProgram[]
  /** The tables that some rule looks up. */
  readonly tables: readonly TableShape[]
}
