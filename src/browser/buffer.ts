const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The methods of Node's Buffer that reading and writing of records call. */
class PageBuffer extends Uint8Array {
  static alloc(size: number): PageBuffer {
    return new PageBuffer(size)
  }

  static allocUnsafeSlow(size: number): PageBuffer {
    return new PageBuffer(size)
  }

  static concat(parts: readonly Uint8Array[]): PageBuffer {
    const whole = new PageBuffer(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  copy(target: Uint8Array, at = 0, start = 0, end = this.length): number {
    const part = super.subarray(start, end)
    target.set(part, at)
    return part.length
  }

  latin1Slice(start = 0, end = this.length): string {
    let text = ''
    for (let k = start; k < end; k++) text += String.fromCharCode(this[k] ?? 0)
    return text
  }

  latin1Write(text: string, at = 0): number {
    for (let k = 0; k < text.length; k++) this[at + k] = text.charCodeAt(k)
    return text.length
  }

  utf8Write(text: string, at = 0): number {
    return encoder.encodeInto(text, super.subarray(at)).written
  }

  override toString(_encoding = 'utf8', start = 0, end = this.length): string {
    return decoder.decode(super.subarray(start, end))
  }
}

// Other modules make buffers as they are loaded, so the page's Buffer is there once this one has been.
if (!('Buffer' in globalThis)) Object.assign(globalThis, { Buffer: PageBuffer })

export {}
