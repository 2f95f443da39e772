import type { DateTime } from 'luxon'

/**
 * Milliseconds of a time that was made from a clock in a zone. Where the clock shows it twice it is the first one,
 * whatever season it is when the rule runs.
 */
export const firstMillis = (time: DateTime): number =>
  Math.min(...time.getPossibleOffsets().map((one) => one.toMillis()))
