const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const CHUNK = 8_190
const NONE = 255

/** Six bits for each character code of the alphabet, NONE for all others. */
const sextets = new Uint8Array(128).fill(NONE)
for (let value = 0; value < 64; value++) sextets[ALPHABET.charCodeAt(value)] = value

/** The six bits of the character, NONE where it has none. */
const sextet = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code < 128 ? (sextets[code] as number) : NONE
}

/** Characters before the padding; -1 where the length or the padding is wrong. */
const bodyLength = (text: string): number => {
  const { length } = text
  if (length % 4 !== 0) return -1
  if (length === 0 || text.charCodeAt(length - 1) !== 61) return length
  return text.charCodeAt(length - 2) === 61 ? length - 2 : length - 1
}

/** Is this base64 by RFC 4648, with padding? */
export const isBase64 = (text: string): boolean => {
  const length = bodyLength(text)
  for (let at = 0; at < length; at++) if (sextet(text, at) === NONE) return false
  return length >= 0
}

/** The bytes of base64 text by RFC 4648, with padding; undefined where it is none. */
export const base64Bytes = (text: string): Uint8Array | undefined => {
  const length = bodyLength(text)
  if (length < 0) return undefined
  const bytes = new Uint8Array(Math.floor((length * 3) / 4))
  let bits = 0
  let to = 0
  for (let at = 0; at < length; at++) {
    const value = sextet(text, at)
    if (value === NONE) return undefined
    bits = ((bits << 6) | value) & 0xffffff
    const phase = at & 3
    if (phase > 0) bytes[to++] = bits >> (6 - 2 * phase)
  }
  return bytes
}

/** Base64 by RFC 4648, with padding. `alphabet` has 64 characters. */
export const base64Text = (bytes: Uint8Array, alphabet = ALPHABET): string => {
  let text = ''
  for (let from = 0; from < bytes.length; from += CHUNK)
    text += encode(bytes.subarray(from, from + CHUNK), alphabet)
  return text
}

const encode = (bytes: Uint8Array, alphabet: string): string => {
  let text = ''
  for (let k = 0; k < bytes.length; k += 3) {
    const group = ((bytes[k] ?? 0) << 16) | ((bytes[k + 1] ?? 0) << 8) | (bytes[k + 2] ?? 0)
    const left = bytes.length - k
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += left > 1 ? alphabet.charAt((group >> 6) & 63) : '='
    text += left > 2 ? alphabet.charAt(group & 63) : '='
  }
  return text
}
