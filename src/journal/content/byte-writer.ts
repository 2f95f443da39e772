/** Bytes that grow: numbers in few bytes, texts and bytes with their lengths. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(256)
  private at = 0

  /** A copy of what was written. */
  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at))
  }

  byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.room(8)
    let rest = value
    while (rest >= 128) {
      this.bytes[this.at++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.bytes[this.at++] = rest
  }

  double(value: number): void {
    this.room(8)
    this.at = this.bytes.writeDoubleLE(value, this.at)
  }

  /** Bytes without their length. */
  raw(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  sized(bytes: Uint8Array): void {
    this.varint(bytes.length)
    this.raw(bytes)
  }

  /** As UTF-16 where it has surrogates, since a lone one would not survive UTF-8: every text comes back as it was. */
  text(text: string): void {
    const isUtf16 = /[\ud800-\udfff]/.test(text)
    this.byte(isUtf16 ? 1 : 0)
    this.sized(Buffer.from(text, isUtf16 ? 'utf16le' : 'utf8'))
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + bytes))
    this.bytes.copy(grown, 0, 0, this.at)
    this.bytes = grown
  }
}
