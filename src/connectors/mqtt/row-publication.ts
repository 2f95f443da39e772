import type { IClientPublishOptions } from 'mqtt'
import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection } from '../../stream/sink.ts'
import { topicProblem } from '../../stream/topic-filter.ts'
import { textOf } from '../../types/text-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Qos } from './filters.ts'

/** What the broker said at CONNACK that it takes. */
export interface BrokerLimits {
  readonly isV5: boolean
  readonly packetBytesMax: number
  readonly qosMax: Qos
  readonly canRetain: boolean
}

/** One row as MQTT.js publishes it. */
export interface RowPublication {
  readonly topic: string
  readonly value: Buffer
  readonly options: IClientPublishOptions & { readonly qos: Qos }
}

/** Fixed header, length of the topic, packet identifier and length of the properties, at the most. */
const HEADER_BYTES = 13
const anyType = of('ANY')

const userProperties = (value: Value): Record<string, string> => {
  const result = Object.create(null) as Record<string, string>
  if (typeof value !== 'object' || value === null) return result
  for (const [name, one] of Object.entries(value as Readonly<Record<string, Value>>))
    if (one != null) result[name] = textOf(one, anyType)
  return result
}

const rejected = (index: number, slug: Rejection['slug'], message: string): Rejection => ({
  index,
  slug,
  message,
})

/** The row, or why this broker will never take it: MQTT.js would reconnect for ever over a bad topic. */
export const rowPublication = (
  batch: OutputBatch,
  i: number,
  limits: BrokerLimits,
): RowPublication | Rejection => {
  const topic = batch.option(i, 'topic')
  if (typeof topic !== 'string') return rejected(i, 'bad-topic', 'the topic is no text')
  const problem = topicProblem(topic)
  if (problem !== undefined) return rejected(i, 'bad-topic', problem)
  const asked = batch.option(i, 'qos')
  const qos = asked === 0 || asked === 2 ? asked : 1
  const retain = batch.option(i, 'retain') === true
  const properties = batch.option(i, 'user_properties')
  const value = batch.value(i)
  if (qos > limits.qosMax)
    return rejected(i, 'row-refused', `the broker takes QoS ${String(limits.qosMax)} at most`)
  if (retain && !limits.canRetain) return rejected(i, 'row-refused', 'the broker keeps no retained messages')
  if (properties != null && !limits.isV5) return rejected(i, 'row-refused', 'user properties need MQTT 5')
  const user = properties == null ? undefined : userProperties(properties)
  const options: RowPublication['options'] = {
    qos,
    retain,
    ...(user === undefined ? {} : { properties: { userProperties: user } }),
  }
  const row: RowPublication = { topic, value, options }
  return packetBytes(row, user) > limits.packetBytesMax
    ? rejected(
        i,
        'row-too-large',
        `the broker takes packets of ${String(limits.packetBytesMax)} bytes at most`,
      )
    : row
}

/** An upper bound of the packet's size, some bytes above it. */
const packetBytes = ({ topic, value }: RowPublication, user: Record<string, string> = {}): number => {
  let bytes = HEADER_BYTES + Buffer.byteLength(topic) + value.length
  for (const name of Object.keys(user)) bytes += 5 + Buffer.byteLength(name) + Buffer.byteLength(user[name]!)
  return bytes
}
