import type { Worker } from './worker.ts'

/** A request cannot be met; the message is for people. */
export class ControlProblem extends Error {}

/** Something that a running worker can be asked. */
export interface ControlRequest {
  /** The path, without its slash. */
  readonly name: string
  /** It changes nothing, so GET is allowed too. */
  readonly isReading: boolean
  /** Bytes of a body at the most; 1 MB unless said. */
  readonly bodyBytesMax?: number
  /**
   * Gives the answer as plain JSON, or an iterable of such, which goes out line by line. `body` is what the client sent,
   * not yet checked. The signal is aborted when the client has gone.
   */
  run(worker: Worker, body: unknown, signal: AbortSignal): Promise<unknown>
}
