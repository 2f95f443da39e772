const SIZE_MIN = 16 * 1024

/** A message to publish. */
export interface Publication {
  readonly topic: string
  readonly value: Buffer
  readonly qos: 0 | 1 | 2
  readonly retain: boolean
  /** User properties, MQTT 5 only. */
  readonly user: Readonly<Record<string, string>> | undefined
}

const lengthBytes = (length: number): number =>
  length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4

const propertiesLength = ({ user }: Publication): number => {
  if (user === undefined) return 0
  let length = 0
  for (const name of Object.keys(user)) length += 5 + Buffer.byteLength(name) + Buffer.byteLength(user[name]!)
  return length
}

/** Gathers outgoing frames in one buffer. */
export class FrameWriter {
  private readonly isV5: boolean
  private bytes = Buffer.allocUnsafeSlow(SIZE_MIN)
  private at = 0

  constructor(isV5: boolean) {
    this.isV5 = isV5
  }

  /** Bytes that `take` would give. */
  get gathered(): number {
    return this.at
  }

  /** Bytes of the whole frame. */
  size(one: Publication): number {
    const body = this.bodyLength(one, propertiesLength(one))
    return 1 + lengthBytes(body) + body
  }

  /** Writes a PUBLISH (MQTT 5, 3.3); `id` is not used for QoS 0. */
  publish(one: Publication, id: number): void {
    const properties = propertiesLength(one)
    const body = this.bodyLength(one, properties)
    this.reserve(5 + body)
    this.byte(0x30 | (one.qos << 1) | (one.retain ? 1 : 0))
    this.variable(body)
    this.text(one.topic)
    if (one.qos > 0) this.uint16(id)
    if (this.isV5) this.variable(properties)
    for (const name of Object.keys(one.user ?? {})) {
      this.byte(0x26)
      this.text(name)
      this.text(one.user![name]!)
    }
    this.at += one.value.copy(this.bytes, this.at)
  }

  release(id: number): void {
    this.reserve(4)
    this.byte(0x62)
    this.byte(2)
    this.uint16(id)
  }

  /** What was gathered; undefined where there is nothing. */
  take(): Buffer | undefined {
    if (this.at === 0) return undefined
    const frames = this.bytes.subarray(0, this.at)
    this.bytes = Buffer.allocUnsafeSlow(Math.max(SIZE_MIN, Math.min(this.at, 16 * SIZE_MIN)))
    this.at = 0
    return frames
  }

  private bodyLength({ qos, topic, value }: Publication, properties: number): number {
    const head = 2 + Buffer.byteLength(topic) + (qos > 0 ? 2 : 0)
    return head + (this.isV5 ? lengthBytes(properties) + properties : 0) + value.length
  }

  private reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + size))
    this.bytes.copy(grown, 0, 0, this.at)
    this.bytes = grown
  }

  private byte(value: number): void {
    this.bytes[this.at++] = value
  }

  private uint16(value: number): void {
    this.at = this.bytes.writeUInt16BE(value, this.at)
  }

  private variable(value: number): void {
    let left = value
    while (left > 127) {
      this.byte((left & 127) | 128)
      left >>>= 7
    }
    this.byte(left)
  }

  private text(value: string): void {
    const size = this.bytes.write(value, this.at + 2, 'utf8')
    this.uint16(size)
    this.at += size
  }
}
