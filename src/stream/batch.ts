import type { Value } from '../types/value.ts'

/**
 * Records as they came from one lane (a source partition or connection), as bytes. A batch's bytes live until
 * its last record is settled, since dead letters need them. Record i has the sequence number `first + i` in its
 * lane; sequence numbers of a lane and epoch have no gaps.
 */
export interface Batch {
  readonly lane: number
  readonly epoch: number
  readonly first: number
  readonly count: number
  /** Payload i is `bytes[start[i] .. end[i])`. */
  readonly bytes: Buffer
  readonly start: Int32Array
  readonly end: Int32Array
  /** Topic of record i is `topics[topic[i]]`; `topics` holds each topic of this batch once. */
  readonly topic: Int32Array
  readonly topics: readonly string[]
  /** The broker's timestamp, else the time of arrival; milliseconds since 1970. */
  readonly timeMs: Float64Array
  key(i: number): Uint8Array | undefined
  header(i: number, name: string): Uint8Array | undefined
  headerNames(i: number): readonly string[]
  /** What else the source knows: qos, retain, clientid, username, partition, offset, pub_props, flags, … */
  attribute(i: number, name: string): Value
  /** A number under which the source knows the record until it is released (see `Receipts`); 0 for none. */
  receipt?(i: number): number
  /** Set where a payload was cut because it was over the limit: its full size in bytes. Such a record is invalid. */
  readonly fullSize?: ReadonlyMap<number, number>
  /** Called once, when the last record is settled. */
  release(): void
}
