/** Type of a control packet, from its first byte. */
export const packetType = {
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  pingreq: 12,
  disconnect: 14,
} as const

/** Takes whole frames, or the pieces of one that is too long to keep. */
export interface FrameTaker {
  /** A whole frame: `bytes[start .. end)`, its body from `body`. */
  frame(bytes: Buffer, start: number, body: number, end: number): void
  /** A frame longer than the limit: its first bytes (header and as much of the body as is kept) and its full size. */
  oversized(head: Buffer, body: number, size: number): void
}

/**
 * Cuts a stream of bytes into MQTT frames, at whatever places the stream was cut. A frame longer than `frameBytesMax`
 * is not kept: its first bytes are handed over, the rest is skimmed.
 */
export class FrameSplitter {
  private readonly taker: FrameTaker
  private readonly frameBytesMax: number
  private rest: Buffer | undefined
  /** Bytes of an oversized frame that are still to come. */
  private skim = 0

  constructor(taker: FrameTaker, frameBytesMax: number) {
    this.taker = taker
    this.frameBytesMax = frameBytesMax
  }

  push(chunk: Buffer): void {
    let bytes = chunk
    if (this.skim > 0) {
      const skipped = Math.min(this.skim, bytes.length)
      this.skim -= skipped
      bytes = bytes.subarray(skipped)
    }
    if (this.rest !== undefined) {
      bytes = Buffer.concat([this.rest, bytes])
      this.rest = undefined
    }
    const used = this.cut(bytes)
    if (used < bytes.length) this.rest = bytes.subarray(used)
  }

  /** Forgets what is left of a broken connection. */
  reset(): void {
    this.rest = undefined
    this.skim = 0
  }

  /** Hands over all whole frames; gives the number of bytes that are done with. */
  private cut(bytes: Buffer): number {
    let at = 0
    for (;;) {
      let body = at + 1
      let size = 0
      let shift = 1
      for (;;) {
        if (body >= bytes.length) return at
        const byte = bytes[body++] as number
        size += (byte & 127) * shift
        if (byte < 128) break
        shift *= 128
        if (shift > 2_097_152) throw new Error('the broker sent a malformed length')
      }
      const end = body + size
      if (end - at > this.frameBytesMax) {
        if (bytes.length - at < Math.min(this.frameBytesMax, end - at)) return at
        this.taker.oversized(Buffer.from(bytes.subarray(at, at + this.frameBytesMax)), body - at, size)
        if (end > bytes.length) {
          this.skim = end - bytes.length
          return bytes.length
        }
      } else {
        if (end > bytes.length) return at
        this.taker.frame(bytes, at, body, end)
      }
      at = end
    }
  }
}
