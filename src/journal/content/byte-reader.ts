/** Bytes whose checksum is right and which nevertheless say nothing: written by a mistake, or by another version. */
export class ContentError extends Error {}

/** Reads what a `ByteWriter` wrote; throws `ContentError` on anything else, and never reads beyond its end. */
export class ByteReader {
  private readonly bytes: Buffer
  private at: number
  private readonly end: number

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  get left(): number {
    return this.end - this.at
  }

  byte(): number {
    return this.bytes[this.take(1)]!
  }

  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new ContentError('a number is too large')
      if (byte < 128) return value
    }
  }

  /** A number of things of which each takes so many bytes at least: a larger one cannot be true. */
  count(bytesEach = 1): number {
    const count = this.varint()
    if (count * bytesEach > this.left) throw new ContentError('a count is larger than what is left')
    return count
  }

  double(): number {
    return this.bytes.readDoubleLE(this.take(8))
  }

  /** A view, not a copy. */
  raw(length: number): Buffer {
    const start = this.take(length)
    return this.bytes.subarray(start, start + length)
  }

  sized(): Buffer {
    return this.raw(this.count())
  }

  text(): string {
    const kind = this.byte()
    return this.sized().toString(kind === 1 ? 'utf16le' : 'utf8')
  }

  private take(length: number): number {
    const { at } = this
    if (length > this.end - at) throw new ContentError('the content is cut')
    this.at += length
    return at
  }
}
