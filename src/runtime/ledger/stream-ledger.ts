/** What became of a stream's records: received = decoded + invalid + ahead + pending. */
export interface StreamLedger {
  readonly stream: string
  received: number
  decoded: number
  invalid: number
  ahead: number
  /** Taken in but not decoded: the stream has stopped (ON INVALID STOP, ON ERROR STOP). */
  pending: number
  /** Of the invalid ones: those thrown away because the stream says so. */
  dropped: number
  /** Why the stream has stopped, if it has. */
  stopped: string | undefined
}

export const newStreamLedger = (stream: string): StreamLedger => ({
  stream,
  received: 0,
  decoded: 0,
  invalid: 0,
  ahead: 0,
  pending: 0,
  dropped: 0,
  stopped: undefined,
})
