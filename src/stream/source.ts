import type { Value } from '../types/value.ts'
import type { Batch } from './batch.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { PartitionOwner } from './partition-owner.ts'
import type { SourceMemory } from './source-memory.ts'
import type { Receipts } from './receipts.ts'

/** A stream's endpoint: which records of the connection it wants. */
export interface Subscription {
  /** The stream's name, or the quoted topics. */
  readonly stream: string
  readonly topics: readonly string[]
  readonly options: Readonly<Record<string, Value>>
}

/** What a source needs and tells. */
export interface SourceContext {
  readonly clock: Clock
  readonly log: Log
  /** Aborted when the engine gives up waiting; a source then closes at once. */
  readonly signal: AbortSignal
  /** At most so much may be read and not yet committed; a source stops reading there and goes on with keepalive. */
  readonly inFlightRecordsMax: number
  readonly inFlightBytesMax: number
  /** A payload above this is cut to `payloadBytesMax` bytes and marked in `Batch.fullSize`. */
  readonly payloadBytesMax: number
  /** Present where all rows of this source go into the journal. */
  readonly receipts?: Receipts
  /** Present where there is a journal: what the source remembers from run to run. */
  readonly memory?: SourceMemory
  /** Present where rows of this source go into the journal: it reads the partitions of this owner, and no others. */
  readonly owner?: PartitionOwner
  /** A lane begins: its sequence numbers start at 0 in this epoch. `name` is for people ("telemetry/3"). */
  assigned(lane: number, epoch: number, name: string): void
  /**
   * A lane ends. Resolves when what was read from it is settled (and `commit` was called), or at the deadline, a
   * time of `clock.monotonicMs()`; after that, commits of this epoch are ignored.
   */
  revoked(lane: number, epoch: number, deadlineMs: number): Promise<void>
  /** The connection went down (with the reason) or came up (undefined); for the summary and metrics. */
  state(down: string | undefined): void
  /** Something that an operator must see: 'session-lost', 'offset-out-of-range', … */
  alarm(name: string, message: string): void
}

/** Thrown by `open` or `read` where opening anew would do harm: the worker ends, and an operator must look. */
export class FatalSourceError extends Error {}

/** A protocol's way in. It knows the protocol and nothing else: retry of records and bounds on rows live outside. */
export interface Source {
  /** Resolves when the first connection stands; waits and retries while the server is down, until the signal. */
  open(context: SourceContext): Promise<void>
  /** The next records, as many as have come; waits for the first. undefined: the source has ended. */
  read(): Promise<Batch | undefined>
  /** All records of the lane below this sequence number are settled. Idempotent; an old epoch is ignored. */
  commit(lane: number, epoch: number, below: number): void
  /**
   * Takes other subscriptions while it reads, without losing a record of those that stay. Gives false where it must be
   * opened anew for that; it has then told the server, where it could, what it no longer wants. A source without it is
   * opened anew.
   */
  change?(subscriptions: readonly Subscription[]): Promise<boolean>
  /** Takes no more records; a `read` under way ends with what has come, the next gives undefined. */
  stop(): Promise<void>
  /** Writes outstanding commits, leaves in order, and closes; rejects where the other side may not have them all. */
  close(): Promise<void>
}
