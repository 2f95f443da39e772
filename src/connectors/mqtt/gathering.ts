/** Above this rate small reads are gathered, since a broker that writes each message alone costs a read each. */
const RECORDS_PER_SECOND = 5_000
const WINDOW_MS = 100
const SHORT_READ_BYTES = 16 * 1024

/** Decides whether the socket should rest for a moment, so that the next read brings many messages. */
export class Gathering {
  private windowStartMs = 0
  private count = 0
  private isBusy = false

  /** `size` bytes with so many records were read now; true: rest. */
  received(nowMs: number, size: number, records: number): boolean {
    this.count += records
    const elapsedMs = nowMs - this.windowStartMs
    if (elapsedMs >= WINDOW_MS) {
      this.isBusy = this.count * 1_000 > RECORDS_PER_SECOND * elapsedMs
      this.windowStartMs = nowMs
      this.count = 0
    }
    return this.isBusy && size < SHORT_READ_BYTES
  }
}
