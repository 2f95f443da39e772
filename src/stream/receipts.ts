/**
 * What a source has taken for good although the other side would send it again, until it is told that it may forget
 * (MQTT QoS 2: packet identifiers between PUBLISH and PUBREL). Kept in the journal with the rows of the records, so a
 * record that comes again after a crash is known.
 */
export interface Receipts {
  /** Its record was taken, and not yet released. */
  has(receipt: number): boolean
  /** The other side has forgotten everything: what was taken before is void. */
  renew(): void
  /** They will not come again under these numbers; `safe` is called when that is on disk. */
  release(receipts: readonly number[], safe: () => void): void
  /** Calls when all that was taken so far is on disk; never where the journal has failed. */
  settled(done: () => void): void
}
