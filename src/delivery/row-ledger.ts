/**
 * What became of the rows that a rule made for one target. At every moment
 * made = delivered + skipped + deadLettered + dropped + withdrawn + pending.
 */
export interface RowLedger {
  made: number
  /** Confirmed by the sink. */
  delivered: number
  /** The target's WHEN was not true. */
  skipped: number
  deadLettered: number
  /** Thrown away because the rule says so. */
  dropped: number
  /** Taken back undelivered because the source will send their records again. */
  withdrawn: number
  pending: number
}

export const newRowLedger = (): RowLedger => ({
  made: 0,
  delivered: 0,
  skipped: 0,
  deadLettered: 0,
  dropped: 0,
  withdrawn: 0,
  pending: 0,
})
