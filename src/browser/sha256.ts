/** Fractional parts of roots of the first primes, as the standard wants them. */
const roots = (count: number, power: number): readonly number[] => {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    let isPrime = true
    for (let k = 2; k * k <= candidate && isPrime; k++) isPrime = candidate % k !== 0
    if (isPrime) found.push(((candidate ** power % 1) * 2 ** 32) | 0)
  }
  return found
}

const START = roots(8, 1 / 2)
const STEPS = roots(64, 1 / 3)

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The message with a one bit, zeros, and its length in bits, up to whole blocks of 64 bytes. */
const padded = (bytes: Uint8Array): DataView => {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64))
  new Uint8Array(view.buffer).set(bytes)
  view.setUint8(bytes.length, 0x80)
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n)
  return view
}

const scheduleOf = (block: DataView, at: number): Int32Array => {
  const words = new Int32Array(64)
  for (let k = 0; k < 16; k++) words[k] = block.getInt32(at + 4 * k)
  for (let k = 16; k < 64; k++) {
    const [early, late] = [words[k - 15] ?? 0, words[k - 2] ?? 0]
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[k] = (words[k - 16] ?? 0) + first + (words[k - 7] ?? 0) + second
  }
  return words
}

/** SHA-256 (FIPS 180-4); a page has only one that is asynchronous, and rules are evaluated at once. */
export const sha256 = (bytes: Uint8Array): Uint8Array => {
  const message = padded(bytes)
  const state = Int32Array.from(START)
  for (let at = 0; at < message.byteLength; at += 64) {
    const words = scheduleOf(message, at)
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let k = 0; k < 64; k++) {
      const chosen = (e & f) ^ (~e & g)
      const sumE = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
      const one = (h + sumE + chosen + (STEPS[k] ?? 0) + (words[k] ?? 0)) | 0
      const sumA = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
      const two = (sumA + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
    }
    ;[a, b, c, d, e, f, g, h].forEach((word, k) => {
      state[k] = (state[k] ?? 0) + word
    })
  }
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, k) => {
    digest.setInt32(4 * k, word)
  })
  return new Uint8Array(digest.buffer)
}
