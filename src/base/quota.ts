import { Bell } from './bell.ts'

/**
 * How much of something bounded is in use, in items and bytes. It is full once a limit is reached and may pass it by
 * the last thing taken: whoever brings more asks for room first, and waits.
 */
export class Quota {
  readonly itemsMax: number
  readonly bytesMax: number
  items = 0
  bytes = 0
  /** Rings when some of it was given back. */
  readonly changed = new Bell()

  constructor(itemsMax: number, bytesMax: number) {
    this.itemsMax = itemsMax
    this.bytesMax = bytesMax
  }

  get full(): boolean {
    return this.items >= this.itemsMax || this.bytes >= this.bytesMax
  }

  take(items: number, bytes: number): void {
    this.items += items
    this.bytes += bytes
  }

  give(items: number, bytes: number): void {
    this.items -= items
    this.bytes -= bytes
    this.changed.ring()
  }

  /** Resolves with true when there is room, with false when the signal was aborted first. */
  room(signal?: AbortSignal): Promise<boolean> {
    return this.changed.until(() => !this.full, signal)
  }

  /** Resolves with true when nothing is in use any more, with false when the signal was aborted first. */
  empty(signal?: AbortSignal): Promise<boolean> {
    return this.changed.until(() => this.items === 0, signal)
  }
}
