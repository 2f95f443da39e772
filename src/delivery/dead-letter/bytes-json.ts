import { createHash } from 'node:crypto'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes that are valid UTF-8, else undefined. */
export const validText = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** A short piece (a key, a header) for people: text where it is text, else {"base64": …}. */
export const bytesJson = (bytes: Uint8Array | undefined): string | { base64: string } | null =>
  bytes === undefined ? null : (validText(bytes) ?? { base64: Buffer.from(bytes).toString('base64') })

/** At most `bytesMax` of a text, without cutting a character in two. */
const textStart = (bytes: Uint8Array, bytesMax: number): Uint8Array => {
  let end = bytesMax
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--
  return bytes.subarray(0, end)
}

export interface PayloadJson {
  readonly payload: string
  readonly encoding: 'utf8' | 'base64'
  /** The full length in bytes. */
  readonly length: number
  readonly cut?: true
  /** Of all bytes that were there, where it was cut. */
  readonly sha256?: string
}

/** A payload for a dead letter: all of it, or its start with the full length and a hash. */
export const payloadJson = (bytes: Uint8Array, bytesMax: number, fullSize = bytes.length): PayloadJson => {
  const text = validText(bytes)
  const whole = bytes.length <= bytesMax
  const kept = whole ? bytes : text === undefined ? bytes.subarray(0, bytesMax) : textStart(bytes, bytesMax)
  const cut = kept.length < fullSize
  return {
    payload:
      text === undefined ? Buffer.from(kept).toString('base64') : whole ? text : (validText(kept) ?? ''),
    encoding: text === undefined ? 'base64' : 'utf8',
    length: fullSize,
    ...(cut ? { cut, sha256: createHash('sha256').update(bytes).digest('hex') } : {}),
  }
}
