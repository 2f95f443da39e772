/** What the properties of a PUBLISH say (MQTT 5, 3.3.2.3). */
export interface PublishProperties {
  readonly user: readonly (readonly [name: string, value: string])[]
  readonly contentType: string | undefined
  readonly responseTopic: string | undefined
  readonly correlation: Uint8Array | undefined
  readonly payloadFormat: number | undefined
  readonly expirySeconds: number | undefined
  /** One for each subscription that this message came for. */
  readonly subscriptionIds: readonly number[]
}

export const noProperties: PublishProperties = {
  user: [],
  contentType: undefined,
  responseTopic: undefined,
  correlation: undefined,
  payloadFormat: undefined,
  expirySeconds: undefined,
  subscriptionIds: [],
}

/** Reads the fields of MQTT 5 one after the other; a field that runs over the end is cut there. */
class PropertyReader {
  private readonly bytes: Buffer
  private at: number
  private readonly end: number

  constructor(bytes: Buffer, start: number, end: number) {
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  get isDone(): boolean {
    return this.at >= this.end
  }

  number(size: 1 | 2 | 4): number {
    const at = this.at
    this.at += size
    return this.at <= this.end ? this.bytes.readUIntBE(at, size) : 0
  }

  variable(): number {
    let value = 0
    for (let shift = 1; shift <= 2_097_152 && this.at < this.end; shift *= 128) {
      const byte = this.bytes[this.at++]!
      value += (byte & 127) * shift
      if (byte < 128) break
    }
    return value
  }

  binary(): Buffer {
    const size = this.number(2)
    const start = Math.min(this.at, this.end)
    this.at = Math.min(start + size, this.end)
    return this.bytes.subarray(start, this.at)
  }

  text(): string {
    return this.binary().toString('utf8')
  }
}

/** Reads the properties in `bytes[start .. end)`; an unknown one ends the reading, since its size is not known. */
export const readProperties = (bytes: Buffer, start: number, end: number): PublishProperties => {
  const user: (readonly [string, string])[] = []
  const subscriptionIds: number[] = []
  const one: { -readonly [K in keyof PublishProperties]: PublishProperties[K] } = {
    ...noProperties,
    user,
    subscriptionIds,
  }
  const reader = new PropertyReader(bytes, start, end)
  while (!reader.isDone) {
    switch (reader.number(1)) {
      case 0x01:
        one.payloadFormat = reader.number(1)
        break
      case 0x02:
        one.expirySeconds = reader.number(4)
        break
      case 0x03:
        one.contentType = reader.text()
        break
      case 0x08:
        one.responseTopic = reader.text()
        break
      case 0x09:
        one.correlation = reader.binary()
        break
      case 0x0b:
        subscriptionIds.push(reader.variable())
        break
      case 0x23:
        reader.number(2)
        break
      case 0x26:
        user.push([reader.text(), reader.text()])
        break
      default:
        return one
    }
  }
  return one
}
