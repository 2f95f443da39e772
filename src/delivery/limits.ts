/** The bounds of sink lanes and dead letters. */
export interface DeliveryLimits {
  /** Rows and bytes that may wait in one lane, those being written included. */
  readonly laneRowsMax: number
  readonly laneBytesMax: number
  /** Rows in one write, where the connector does not say less. */
  readonly batchRowsMax: number
  readonly batchBytesMax: number
  /** How long the first row of a batch may wait for more. */
  readonly lingerMs: number
  readonly backoffMinMs: number
  readonly backoffMaxMs: number
  /** How often a lane that only an operator can help tries again. */
  readonly fatalProbeMs: number
  /** How often an outage is reported again while it lasts. */
  readonly outageRepeatMs: number
  /** A write that takes longer is cut and repeated. */
  readonly writeTimeoutMs: number
  /** Rejections in a row, without one row taken, that raise an alarm. */
  readonly rejectionsInRowMax: number
  /** Dead letters and their bytes that may wait to be synced. */
  readonly deadLettersMax: number
  readonly deadLetterBytesMax: number
  /** Bytes of a payload that a dead letter keeps, where its target takes that much. */
  readonly deadLetterPayloadBytesMax: number
}

export const deliveryLimits: DeliveryLimits = {
  laneRowsMax: 20_000,
  laneBytesMax: 32 * 1024 * 1024,
  batchRowsMax: 10_000,
  batchBytesMax: 1024 * 1024,
  lingerMs: 2,
  backoffMinMs: 100,
  backoffMaxMs: 30_000,
  fatalProbeMs: 30_000,
  outageRepeatMs: 30_000,
  writeTimeoutMs: 60_000,
  rejectionsInRowMax: 100,
  deadLettersMax: 1_000,
  deadLetterBytesMax: 16 * 1024 * 1024,
  deadLetterPayloadBytesMax: 16 * 1024 * 1024,
}
