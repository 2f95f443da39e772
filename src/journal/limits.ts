/** The bounds of one journal. */
export interface JournalLimits {
  /** Size of a segment; a frame that does not fit gets a longer one of its own. */
  readonly segmentBytes: number
  /** Disk that all segments may use; at that, appending must wait. */
  readonly journalBytesMax: number
  /** Frames that wait to be synced, in bytes; at that, appending must wait. */
  readonly waitingBytesMax: number
  /** Bytes that are written and synced in one go, beyond the first frame. */
  readonly groupBytesMax: number
  /** Bytes that a reader holds at once, beyond its first frame. */
  readonly readBytesMax: number
  /** Segments that are kept ready for writing. */
  readonly sparesMax: number
  /** How often a full disk is tried again. */
  readonly fullRetryMs: number
  readonly lanesMax: number
}

export const journalLimits: JournalLimits = {
  segmentBytes: 32 * 1024 * 1024,
  journalBytesMax: 4 * 1024 * 1024 * 1024,
  waitingBytesMax: 16 * 1024 * 1024,
  groupBytesMax: 4 * 1024 * 1024,
  readBytesMax: 1024 * 1024,
  sparesMax: 2,
  fullRetryMs: 500,
  lanesMax: 4_000,
}
