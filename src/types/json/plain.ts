/** Numbers of so many digits may not be exact as a JavaScript number. */
const LONG_DIGITS = 16
/** An exponent of so many digits may pass the range of a DOUBLE. */
const LONG_EXPONENT_DIGITS = 3

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** Is this what can stand behind a number? */
const endsNumber = (byte: number | undefined): boolean =>
  byte === undefined || byte === 44 || byte === 93 || byte === 125 || byte <= 32

/** Does an `e` at `at` begin an exponent that may not fit, or the end of a number? */
const isExponent = (bytes: Uint8Array, at: number): boolean => {
  const sign = bytes[at + 1]
  let next = sign === 43 || sign === 45 ? at + 2 : at + 1
  const first = next
  while (isDigit(bytes[next])) next++
  return next - first >= LONG_EXPONENT_DIGITS || (next > first && endsNumber(bytes[next]))
}

/** Does a minus at `at` begin a number, as far as the byte before it tells? */
const beginsNumber = (bytes: Uint8Array, at: number, start: number): boolean => {
  if (at === start) return true
  const before = bytes[at - 1] as number
  return before === 58 || before === 44 || before === 91 || before <= 32
}

/**
 * Gives JSON.parse the same value as we do for this validated JSON? No for what may be a long number, a number that
 * is written with an exponent or with zeros behind its digits, or a negative zero; text that only looks like one
 * costs the fast way, never a digit.
 */
export const isPlainJson = (bytes: Uint8Array, start: number, end: number): boolean => {
  let digits = 0
  let hasPoint = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte >= 48 && byte <= 57) {
      digits++
      if (digits === LONG_DIGITS) return false
      continue
    }
    if (byte === 46 && digits > 0) {
      hasPoint = true
      continue
    }
    if (digits > 0 && (byte === 101 || byte === 69) && isExponent(bytes, at)) return false
    if (hasPoint) {
      if (bytes[at - 1] === 48 && endsNumber(byte)) return false
      hasPoint = false
    }
    if (byte === 45 && bytes[at + 1] === 48 && beginsNumber(bytes, at, start)) return false
    digits = 0
  }
  return !(hasPoint && bytes[end - 1] === 48)
}
