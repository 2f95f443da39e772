/** What the journal has for one lane. */
export interface LaneBacklog {
  /** Synced frames that it has not read yet, and about how many bytes of the journal it keeps. */
  readonly behindFrames: number
  readonly pinnedBytes: number
  /** Its rows that are not yet decided, and what they count for. */
  readonly waitingRows: number
  readonly waitingBytes: number
  /** What they may count for; 0 where the lane does not live from a journal. */
  readonly quotaBytes: number
  /** They have reached it. */
  readonly isFull: boolean
}

export const noBacklog: LaneBacklog = {
  behindFrames: 0,
  pinnedBytes: 0,
  waitingRows: 0,
  waitingBytes: 0,
  quotaBytes: 0,
  isFull: false,
}
