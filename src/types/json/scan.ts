/** Deepest nesting of arrays and objects in a payload. */
export const JSON_DEPTH_MAX = 64

/** What a scan came across; the caller clears it. */
export const scanFlags = {
  /** A byte of 128 or more: the text is not ASCII, and may not be UTF-8. */
  nonAscii: false,
  /** The key that `skipEscapedKey` read last. */
  key: '',
}

const PLAIN = 1
/** Bytes of a text that need no second look: printable ASCII but quote and backslash. */
const plain = new Uint8Array(256)
for (let byte = 32; byte < 128; byte++) if (byte !== 34 && byte !== 92) plain[byte] = PLAIN

const decoder = new TextDecoder()

const isHex = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102))

/** The first byte from `at` that is no white space; `end` where there is none. */
export const nextByte = (bytes: Uint8Array, at: number, end: number): number => {
  while (at < end) {
    const byte = bytes[at]
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return at
    at++
  }
  return end
}

/** Index behind an escape sequence whose backslash is at `at`, or the complement of the mistake's place. */
const skipEscape = (bytes: Uint8Array, at: number): number => {
  switch (bytes[at + 1]) {
    case 34:
    case 92:
    case 47:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return at + 2
    case 117: {
      for (let k = 2; k < 6; k++) if (!isHex(bytes[at + k])) return ~(at + k)
      return at + 6
    }
    default:
      return ~(at + 1)
  }
}

/** Index behind the text whose opening quote is at `at`, or the complement of the mistake's place. */
export const skipText = (bytes: Uint8Array, at: number, end: number): number => {
  at++
  for (;;) {
    while (plain[bytes[at] as number] === PLAIN) at++
    if (at >= end) return ~end
    const byte = bytes[at] as number
    if (byte === 34) return at + 1
    if (byte === 92) {
      at = skipEscape(bytes, at)
      if (at < 0) return at
    } else if (byte >= 128) {
      scanFlags.nonAscii = true
      at++
    } else return ~at
  }
}

const skipDigits = (bytes: Uint8Array, at: number): number => {
  let byte = bytes[at] as number
  while (byte >= 48 && byte <= 57) byte = bytes[++at] as number
  return at
}

/** Index behind a number, by JSON's grammar, wherever it ends; or the complement of the mistake's place. */
const behindNumber = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === 45) at++
  const first = bytes[at] as number
  if (first === 48) at++
  else if (first >= 49 && first <= 57) at = skipDigits(bytes, at)
  else return ~at
  if (bytes[at] === 46) {
    const after = skipDigits(bytes, at + 1)
    if (after === at + 1) return ~after
    at = after
  }
  if (bytes[at] === 101 || bytes[at] === 69) {
    const sign = bytes[at + 1]
    const digits = sign === 43 || sign === 45 ? at + 2 : at + 1
    const after = skipDigits(bytes, digits)
    if (after === digits) return ~after
    at = after
  }
  return at
}

/** Index behind a number, or the complement of the mistake's place. What stands behind `end` belongs to another record. */
const skipNumber = (bytes: Uint8Array, at: number, end: number): number => {
  const behind = behindNumber(bytes, at)
  const isInside = behind < 0 ? ~behind < end : behind <= end
  return isInside ? behind : behindNumber(bytes.subarray(0, end), at)
}

/** Index behind `true`, `false` or `null`, or the complement of the mistake's place. */
const skipWord = (bytes: Uint8Array, at: number, end: number): number => {
  switch (bytes[at]) {
    case 116:
      return at + 4 <= end && bytes[at + 1] === 114 && bytes[at + 2] === 117 && bytes[at + 3] === 101
        ? at + 4
        : ~at
    case 110:
      return at + 4 <= end && bytes[at + 1] === 117 && bytes[at + 2] === 108 && bytes[at + 3] === 108
        ? at + 4
        : ~at
    case 102: {
      const rest =
        bytes[at + 1] === 97 && bytes[at + 2] === 108 && bytes[at + 3] === 115 && bytes[at + 4] === 101
      return at + 5 <= end && rest ? at + 5 : ~at
    }
    default:
      return ~at
  }
}

/**
 * Index behind the JSON value that begins at `at` (no white space before it), or the complement of the place of the
 * first mistake. Strict RFC 8259; objects and arrays nest at most JSON_DEPTH_MAX deep, `depth` of them outside.
 * Whether bytes of 128 or more are UTF-8 is left to the caller (`scanFlags.nonAscii`).
 */
export const skipValue = (bytes: Uint8Array, at: number, end: number, depth = 0): number => {
  if (at >= end) return ~end
  const byte = bytes[at] as number
  if (byte === 34) return skipText(bytes, at, end)
  if (byte === 123) return skipObject(bytes, at, end, depth + 1)
  if (byte === 91) return skipArray(bytes, at, end, depth + 1)
  if (byte === 45 || (byte >= 48 && byte <= 57)) return skipNumber(bytes, at, end)
  return skipWord(bytes, at, end)
}

const skipObject = (bytes: Uint8Array, at: number, end: number, depth: number): number => {
  if (depth > JSON_DEPTH_MAX) return ~at
  at = nextByte(bytes, at + 1, end)
  if (at < end && bytes[at] === 125) return at + 1
  for (;;) {
    if (at >= end || bytes[at] !== 34) return ~at
    at = skipText(bytes, at, end)
    if (at < 0) return at
    at = nextByte(bytes, at, end)
    if (at >= end || bytes[at] !== 58) return ~at
    at = skipValue(bytes, nextByte(bytes, at + 1, end), end, depth)
    if (at < 0) return at
    at = nextByte(bytes, at, end)
    if (at >= end) return ~end
    if (bytes[at] === 125) return at + 1
    if (bytes[at] !== 44) return ~at
    at = nextByte(bytes, at + 1, end)
  }
}

const skipArray = (bytes: Uint8Array, at: number, end: number, depth: number): number => {
  if (depth > JSON_DEPTH_MAX) return ~at
  at = nextByte(bytes, at + 1, end)
  if (at < end && bytes[at] === 93) return at + 1
  for (;;) {
    at = skipValue(bytes, at, end, depth)
    if (at < 0) return at
    at = nextByte(bytes, at, end)
    if (at >= end) return ~end
    if (bytes[at] === 93) return at + 1
    if (bytes[at] !== 44) return ~at
    at = nextByte(bytes, at + 1, end)
  }
}

/**
 * Reads a key with escapes or other than ASCII, from behind its opening quote, into `scanFlags.key`. Index of its
 * closing quote, or the complement of the mistake's place.
 */
export const skipEscapedKey = (bytes: Uint8Array, from: number, end: number): number => {
  const behind = skipText(bytes, from - 1, end)
  if (behind < 0) return behind
  scanFlags.key = JSON.parse(decoder.decode(bytes.subarray(from - 1, behind))) as string
  return behind - 1
}
