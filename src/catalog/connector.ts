import type * as z from 'zod'
import type { Durability } from '../stream/durability.ts'
import type { Clock } from '../stream/clock.ts'
import type { Sink } from '../stream/sink.ts'
import type { Source, Subscription } from '../stream/source.ts'
import type { TableReader } from '../stream/table.ts'
import type { TransactionalSource } from '../stream/transaction.ts'
import type { OutputColumn, TargetShape } from '../stream/output.ts'
import type { Type, TypeKind } from '../types/type.ts'
import type { Value } from '../types/value.ts'
import type { ProbeFinding, ProbeUse } from './probe.ts'

export type { Subscription }

/**
 * An option of an endpoint in a rule file, as in `bank_kafka (topic = 'a', key = device)`. `constant`: one value for
 * all rows. `row`: may be any expression over the output. `columns`: names of output columns (`key = [a, b]`).
 */
export interface OptionSpec {
  readonly name: string
  readonly prose: string
  readonly per: 'constant' | 'row' | 'columns'
  /** A DURATION arrives as whole milliseconds where it is among them. */
  readonly kinds: readonly TypeKind[]
  readonly required?: boolean
  readonly values?: readonly string[]
  /** Says what is wrong with a constant value, in words that follow "option `topic`: ". */
  check?(value: Value): string | undefined
}

/** What is wrong with options of a target that are each right by themselves. */
export interface OptionProblem {
  readonly slug: 'missing-option' | 'unknown-option'
  readonly message: string
}

/** A column of a table as its connector sees it. */
export interface TableColumn {
  readonly name: string
  readonly type: Type
  /** What it is called where it is read: its own name, or the name behind `FROM payload.name`; undefined where it is computed. */
  readonly source: string | undefined
  /** A TIMESTAMP that is written as a number of units since 1970. */
  readonly isEpoch: boolean
}

/** What a TABLE wants from its connection. */
export interface TableRequest {
  readonly name: string
  readonly options: Readonly<Record<string, Value>>
  readonly columns: readonly TableColumn[]
  /** Indexes of the columns of the primary key. */
  readonly primaryKey: readonly number[]
}

/** Connection options as they stand in sluice.yaml, references resolved and checked by the entry's schema. */
export type ConnectionOptions = Readonly<Record<string, unknown>>

/** How a source writes what its records cause in transactions of its own server. */
export interface TransactionEntry {
  /** What in a connection's settings stands against it, in words that say what to change. */
  problem(settings: ConnectionOptions): string | undefined
  /** `lettersTo`: where dead letters go. */
  create(
    name: string,
    connection: ConnectionOptions,
    subscriptions: readonly Subscription[],
    lettersTo: string,
  ): TransactionalSource
}

export interface SourceEntry {
  readonly options: readonly OptionSpec[]
  /** How `Subscription.topics` select records: MQTT filters, exact names, or there are no topics. */
  readonly topics: 'mqtt-filter' | 'exact' | 'none'
  /** Columns of an untyped topic that this connector sets, as `Batch.attribute` knows them. */
  readonly attributes: readonly string[]
  /** The durability of a stream with these options that does not say its own; `upstream` unless given. */
  durability?(options: Readonly<Record<string, Value>>): Durability
  /** With `local` a record of a stream with these options enters the journal once, whatever is lost on the way. */
  entersOnce?(options: Readonly<Record<string, Value>>): boolean
  /** One source serves all subscriptions of a connection (those with equal `sourceOf`, if it is given). */
  sourceOf?(subscription: Subscription): string
  create(name: string, connection: ConnectionOptions, subscriptions: readonly Subscription[]): Source
  /** It reads the partitions of `SourceContext.owner` alone, so several workers may share its records out. */
  readonly hasPartitions?: true
  /** For targets with `guarantee = 'exactly once'`; absent where there is no such thing. */
  readonly transactions?: TransactionEntry
}

export interface SinkEntry {
  readonly options: readonly OptionSpec[]
  readonly accepts: 'encoded' | 'columns'
  /** Writes that may be under way at once on one lane; order per key is the lane's matter. 1 unless said. */
  readonly writesInFlightMax?: number
  /**
   * So long lies at least between the beginnings of two writes of a lane, unless a batch is full: where each write
   * costs a round trip and wakes the client's own threads. 0 unless said.
   */
  readonly writeEveryMs?: number
  /** Rows in one write at the most. */
  readonly batchRowsMax: number
  /**
   * Dead letters may go there by `topic` or `table`. `keeps`: what is there stays and can be read again, by the entry's
   * table. `copies`: beside a target that keeps them. Neither unless said.
   */
  readonly deadLetters?: 'keeps' | 'copies'
  /**
   * The target notes how far rows are written, so a row may never be written before an earlier one is done with.
   */
  keepsPositions?(target: TargetShape): boolean
  /** The positions are those of the journal: from a log that is kept there is another way. */
  readonly journalPositions?: true
  /** The part of the target that makes a lane of its own beside the connection ('' : one lane per connection). */
  laneOf(target: TargetShape): string
  /** The statement that would create what the target needs, for `explain` (SQL sinks). */
  createStatement?(target: TargetShape): string
  /** Columns that the connector refuses before start, in words (an OBJECT into an INTEGER column, …). */
  checkColumns?(
    columns: readonly OutputColumn[],
    constants: Readonly<Record<string, Value>>,
  ): readonly string[]
  /** What stands against the options of a target together; `given` are the names of all that it sets, `value` too. */
  checkOptions?(
    given: readonly string[],
    constants: Readonly<Record<string, Value>>,
  ): readonly OptionProblem[]
  create(name: string, connection: ConnectionOptions, target: TargetShape): Sink
}

export interface TableEntry {
  readonly options: readonly OptionSpec[]
  /** What the connector refuses before start, in words (a column with FROM, where rows have only columns, …). */
  check?(request: TableRequest): readonly string[]
  /** `bytesMax`: what is read as a whole may not be larger. */
  create(connection: ConnectionOptions, request: TableRequest, bytesMax: number): TableReader
}

/** A protocol: its connection's options as a zod schema, and its ways in and out. */
export interface ConnectorEntry {
  readonly kind: 'connector'
  readonly name: string
  readonly prose: string
  readonly connection: z.ZodType
  readonly source?: SourceEntry
  readonly sink?: SinkEntry
  readonly table?: TableEntry
  /** Looks whether the server can be reached and its limits are good, for `doctor`; changes nothing there. */
  probe?(
    name: string,
    connection: ConnectionOptions,
    use: ProbeUse,
    clock: Clock,
  ): Promise<readonly ProbeFinding[]>
}
