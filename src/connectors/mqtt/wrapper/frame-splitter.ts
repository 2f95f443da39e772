/** Takes a whole frame: `bytes[start .. end)`. */
export type FrameTaker = (bytes: Buffer, start: number, end: number) => void

const LENGTH_SHIFT_MAX = 2_097_152

/** Cuts what MQTT.js writes into whole frames, at whatever places its writes are cut. */
export class FrameSplitter {
  private readonly taker: FrameTaker
  private rest: Buffer | undefined

  constructor(taker: FrameTaker) {
    this.taker = taker
  }

  push(chunk: Buffer): void {
    const bytes = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk])
    this.rest = undefined
    let at = 0
    while (at < bytes.length) {
      const end = this.frameEnd(bytes, at)
      if (end === undefined || end > bytes.length) break
      this.taker(bytes, at, end)
      at = end
    }
    if (at < bytes.length) this.rest = Buffer.from(bytes.subarray(at))
  }

  private frameEnd(bytes: Buffer, start: number): number | undefined {
    let at = start + 1
    let size = 0
    for (let shift = 1; at < bytes.length; shift *= 128) {
      if (shift > LENGTH_SHIFT_MAX) throw new Error('a frame with a malformed length')
      const byte = bytes[at++]!
      size += (byte & 127) * shift
      if (byte < 128) return at + size
    }
    return undefined
  }
}
