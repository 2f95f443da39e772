import type { Slug } from '../diagnostic/codes.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { OutputBatch } from './output.ts'

export interface SinkContext {
  readonly clock: Clock
  readonly log: Log
  /** Aborted when the engine gives up waiting. */
  readonly signal: AbortSignal
}

/** A row that the server will never take; `index` counts in the batch that was written. */
export interface Rejection {
  readonly index: number
  readonly slug: Slug
  readonly message: string
}

/**
 * What became of a write, as what the caller may do next. `written`: all rows are safe with the server.
 * `rejected`: the named rows will never be taken, all others are safe. `refused`: the server refused the batch as a
 * whole because of a row it did not name: the lane bisects. `retry`: nothing of it is known to be safe, try the
 * same rows again (after `afterMs` where the server said so). `reconnect`: the same, after open. `unknown`: it may
 * or may not have been taken; the caller repeats it (at least once). `fatal`: no retry can help, an operator must.
 */
export type WriteResult =
  | { readonly kind: 'written' }
  | { readonly kind: 'rejected'; readonly rows: readonly Rejection[] }
  | { readonly kind: 'refused'; readonly slug: Slug; readonly message: string }
  | { readonly kind: 'retry'; readonly message: string; readonly afterMs?: number }
  | { readonly kind: 'reconnect'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string }
  | { readonly kind: 'fatal'; readonly slug: Slug; readonly message: string }

/** A sink could not be opened. `retry`: the server cannot be reached now. `fatal`: the configuration is wrong. */
export type OpenResult =
  | { readonly kind: 'open' }
  | { readonly kind: 'retry'; readonly message: string }
  | { readonly kind: 'fatal'; readonly slug: Slug; readonly message: string }

/** A protocol's way out, for one lane. Batching, retry, rate limits and dead letters are wrappers round it. */
export interface Sink {
  /** One attempt; the lane repeats it with backoff. Called again after `reconnect`. */
  open(context: SinkContext): Promise<OpenResult>
  /** Never rejects on what a server or network does; one write at a time unless the entry allows more in flight. */
  write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult>
  close(): Promise<void>
}
