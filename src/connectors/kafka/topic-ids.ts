import type { Broker, Cluster, Kafka } from 'kafkajs'

const METADATA = 3
/** The first version that has topic ids (Kafka 2.8). */
const VERSION = 10
const ID_BYTES = 16
const NO_ID = Buffer.alloc(ID_BYTES)

interface Answer {
  readonly id: string | undefined
}

/** A request as kafkajs sends it, for versions that it does not know. */
interface RawRequest {
  readonly request: {
    readonly apiKey: number
    readonly apiVersion: number
    readonly apiName: string
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>
  }
  readonly response: {
    decode(payload: Buffer): Promise<Answer>
    parse(decoded: Answer): Promise<Answer>
  }
}

/** The part of kafkajs's broker that is not in its types. */
interface SendingBroker {
  readonly connectionPool?: { send?(request: RawRequest): Promise<Answer> }
  readonly versions?: Readonly<Record<string, { readonly maxVersion: number } | undefined>>
}

/**
 * Metadata, version 10, for one topic: the tags of a flexible header, then the body. A length is one more than it is,
 * in base 128. https://kafka.apache.org/protocol#The_Messages_Metadata
 */
const requestBytes = (topic: string): Buffer => {
  const name = Buffer.from(topic)
  return Buffer.concat([
    Buffer.from([0, 2]),
    NO_ID,
    varint(name.length + 1),
    name,
    // No tags; no topics made; authorized operations of neither cluster nor topic; no tags.
    Buffer.from([0, 0, 0, 0, 0]),
  ])
}

const varint = (value: number): Buffer => {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  return Buffer.from([...bytes, rest])
}

/** Steps through the answer up to the id of its first topic. */
const idIn = (bytes: Buffer): string | undefined => {
  let at = 0
  const number = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++)
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const step = (length: number): void => void (at += length)
  const text = (): void => step(Math.max(0, number() - 1))
  const tags = (): void => {
    for (let left = number(); left > 0; left--) {
      number()
      step(number())
    }
  }
  tags()
  at += 4
  for (let brokers = number() - 1; brokers > 0; brokers--) {
    at += 4
    text()
    at += 4
    text()
    tags()
  }
  text()
  at += 4
  if (number() < 2 || bytes.readInt16BE(at) !== 0) return undefined
  at += 2
  text()
  const id = bytes.subarray(at, at + ID_BYTES)
  return id.length < ID_BYTES || id.equals(NO_ID) ? undefined : id.toString('base64url')
}

const askFor = async (broker: Broker & SendingBroker, topic: string): Promise<string | undefined> => {
  const bytes = requestBytes(topic)
  const answer = await broker.connectionPool?.send?.({
    request: {
      apiKey: METADATA,
      apiVersion: VERSION,
      apiName: 'Metadata',
      encode: () => Promise.resolve({ buf: bytes, buffer: bytes }),
    },
    response: {
      decode: (payload) => Promise.resolve({ id: idIn(payload) }),
      parse: (decoded) => Promise.resolve(decoded),
    },
  })
  return answer?.id
}

/** kafkajs gives its connections to whoever assigns partitions. */
const clusterOf = (kafka: Kafka): Cluster | undefined => {
  let found: Cluster | undefined
  kafka.consumer({
    groupId: 'topic-ids',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      ({ cluster }) => {
        found = cluster
        return {
          name: 'none',
          version: 0,
          assign: () => Promise.resolve([]),
          protocol: () => ({ name: 'none', metadata: Buffer.alloc(0) }),
        }
      },
    ],
  })
  return found
}

/**
 * The ids of topics, which differ where a topic was deleted and made anew under its name. kafkajs does not ask for them,
 * so the request is written here; a topic whose id cannot be had is not in the answer.
 */
export const topicIds = async (
  kafka: Kafka,
  topics: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>()
  const cluster = clusterOf(kafka)
  if (cluster === undefined) return ids
  try {
    await cluster.connect()
    await cluster.refreshMetadata()
    const broker: Broker & SendingBroker = await cluster.findControllerBroker()
    if ((broker.versions?.[METADATA]?.maxVersion ?? 0) < VERSION) return ids
    for (const topic of topics) {
      const id = await askFor(broker, topic)
      if (id !== undefined) ids.set(topic, id)
    }
    return ids
  } finally {
    await cluster.disconnect().catch(() => {})
  }
}
