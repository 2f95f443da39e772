const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SYNTAX = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const CHUNK = 8_190

/** Is this base64 by RFC 4648, with padding? */
export const isBase64 = (text: string): boolean => SYNTAX.test(text)

/** The bytes of base64 text; undefined where it is none. */
export const base64Bytes = (text: string): Uint8Array | undefined => {
  if (!isBase64(text)) return undefined
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let k = 0; k < binary.length; k++) bytes[k] = binary.charCodeAt(k)
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
