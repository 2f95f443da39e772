import type { Stage } from './stage.ts'

/** Rows of the promise table. */
export type SourceCell = 'MQTT QoS 1' | 'MQTT QoS 2' | 'Kafka'
/** Columns of the promise table whose connectors exist. */
export type SinkCell =
  | 'Kafka, exactly once'
  | 'Kafka, position in the same transaction'
  | 'Kafka, idempotent'
  | 'HTTP'
  | 'SQL upsert by a key from the payload'
  | 'SQL insert'
  | 'SQL, position in the same transaction'
  | 'MQTT, Redis, file'
/** local: the journal; upstream: the source is the log. */
export type Mode = 'local' | 'upstream'

export interface Cell {
  readonly source: SourceCell
  readonly sink: SinkCell
  readonly mode: Mode
}

export interface Size {
  readonly messages: number
  /** Messages per second that are published; as fast as it goes unless said. */
  readonly perSecond?: number
  /** How often the fault comes, where it comes again and again. */
  readonly faults?: number
  /** How long an outage lasts. */
  readonly outageS?: number
  /** An experiment that takes longer has failed. */
  readonly limitS: number
}

/** What an experiment found; the oracle has compared it already. */
export interface Figures {
  readonly issued: number
  readonly confirmed: number
  /** Different ids at the sink that got the fewest. */
  readonly delivered: number
  /** At all sinks together. */
  readonly repeats: number
  readonly deadLetters: number
  readonly peakBytes: number
  /** The longest time from the end of a fault to the next delivery; undefined where no delivery stood still. */
  readonly recoverS: number | undefined
}

/** One proof: a fault, and what must hold in spite of it. */
export interface Experiment {
  readonly name: string
  /** In one sentence. */
  readonly invariant: string
  /** Cells of the promise table that it proves. */
  readonly proves: readonly Cell[]
  readonly short: Size
  readonly long: Size
  /** One seed is enough for the long form. */
  readonly isOnce?: boolean
  /** Rejects, with words, where the invariant is broken. */
  run(stage: Stage): Promise<Figures>
}

/** The invariant does not hold. */
export class Broken extends Error {}

/** Throws `Broken` where the condition is false. */
export function must(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Broken(words)
}
