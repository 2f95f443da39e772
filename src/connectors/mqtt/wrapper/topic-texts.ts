/** Direct-mapped: a topic that meets another one at its place takes it, so memory stays bounded without any sweep. */
const PLACES = 8_192
/** A longer topic is decoded each time. */
const REMEMBERED_BYTES_MAX = 512
const textEncoder = new TextEncoder()

interface KnownTopic {
  readonly bytes: Uint8Array
  readonly text: string
  /** The batch in which `place` counts. */
  batch: number
  place: number
}

const isSame = (known: Uint8Array, bytes: Uint8Array, start: number): boolean => {
  for (let k = 0; k < known.length; k++) if (known[k] !== bytes[start + k]) return false
  return true
}

/** Topics as text: each that comes often is decoded once, and listed once in a batch. */
export class TopicTexts {
  /** The topics of this batch. */
  topics: string[] = []
  private batch = 0
  private readonly known: (KnownTopic | undefined)[] = new Array<KnownTopic | undefined>(PLACES).fill(
    undefined,
  )
  private readonly rare = new Map<string, number>()

  /** The place in `topics` of `bytes[start .. end)`. */
  place(bytes: Buffer, start: number, end: number): number {
    if (end - start > REMEMBERED_BYTES_MAX) return this.rarePlace(bytes.toString('utf8', start, end))
    let hash = end - start
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0
    const at = (hash ^ (hash >>> 13)) & (PLACES - 1)
    let one = this.known[at]
    if (one?.bytes.length !== end - start || !isSame(one.bytes, bytes, start)) {
      const text = bytes.toString('utf8', start, end)
      if (one?.batch === this.batch) return this.rarePlace(text)
      one = { bytes: textEncoder.encode(text), text, batch: -1, place: 0 }
      // Bytes that are no UTF-8 are not found again by their text.
      if (one.bytes.length !== end - start) return this.rarePlace(text)
      this.known[at] = one
    }
    if (one.batch !== this.batch) {
      one.batch = this.batch
      one.place = this.topics.push(one.text) - 1
    }
    return one.place
  }

  /** Gives the topics of this batch; the next one begins. */
  take(): string[] {
    const { topics } = this
    this.topics = []
    this.batch++
    if (this.rare.size > 0) this.rare.clear()
    return topics
  }

  private rarePlace(text: string): number {
    let place = this.rare.get(text)
    if (place === undefined) {
      place = this.topics.push(text) - 1
      this.rare.set(text, place)
    }
    return place
  }
}
