/** The places of a PUBLISH frame's parts in its bytes. */
export interface PublishParts {
  topicStart: number
  topicEnd: number
  /** Packet identifier, 0 for QoS 0. */
  id: number
  propertiesStart: number
  propertiesEnd: number
  payloadStart: number
}

const uint16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 8) | (bytes[at + 1] as number)

/** A variable byte integer at `at`: its value and the index behind it. */
const variable = (bytes: Uint8Array, at: number): readonly [value: number, behind: number] => {
  let value = 0
  let shift = 1
  for (;;) {
    const byte = bytes[at++] as number
    value += (byte & 127) * shift
    if (byte < 128 || shift > 2_097_152) return [value, at]
    shift *= 128
  }
}

/** Reads the parts of a PUBLISH frame into `parts`; the payload itself is not touched. */
export const readPublish = (
  bytes: Uint8Array,
  body: number,
  qos: number,
  isV5: boolean,
  parts: PublishParts,
): void => {
  parts.topicStart = body + 2
  parts.topicEnd = body + 2 + uint16(bytes, body)
  let at = parts.topicEnd
  parts.id = 0
  if (qos > 0) {
    parts.id = uint16(bytes, at)
    at += 2
  }
  parts.propertiesStart = at
  parts.propertiesEnd = at
  if (isV5) {
    const length = bytes[at] as number
    if (length < 128) {
      parts.propertiesStart = at + 1
      at += 1 + length
    } else {
      const [size, behind] = variable(bytes, at)
      parts.propertiesStart = behind
      at = behind + size
    }
    parts.propertiesEnd = at
  }
  parts.payloadStart = at
}

/** What the properties of a PUBLISH say. */
export interface PublishProperties {
  readonly user: readonly (readonly [name: string, value: string])[]
  readonly contentType: string | undefined
  readonly responseTopic: string | undefined
  readonly subscriptionId: number
}

/** Sizes of the properties that have one (MQTT 5, 2.2.2.2). */
const fixedSizes: Readonly<Record<number, number>> = { 0x01: 1, 0x02: 4, 0x23: 2 }

/** Reads MQTT 5 properties; unknown ones end the reading, since their size is not known. */
export const readProperties = (bytes: Buffer, start: number, end: number): PublishProperties => {
  const user: (readonly [string, string])[] = []
  let contentType: string | undefined
  let responseTopic: string | undefined
  let subscriptionId = 0
  let at = start
  const text = (): string => {
    const size = uint16(bytes, at)
    at += 2 + size
    return bytes.toString('utf8', at - size, at)
  }
  while (at < end) {
    const id = bytes[at++] as number
    const size = fixedSizes[id]
    if (size !== undefined) at += size
    else if (id === 0x26) user.push([text(), text()])
    else if (id === 0x03) contentType = text()
    else if (id === 0x08) responseTopic = text()
    else if (id === 0x09) text()
    else if (id === 0x0b) [subscriptionId, at] = variable(bytes, at)
    else break
  }
  return { user, contentType, responseTopic, subscriptionId }
}
