import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection } from '../../stream/sink.ts'
import { topicProblem } from '../../stream/topic-filter.ts'
import { textOf } from '../../types/text-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Qos } from './filters.ts'
import type { FrameWriter, Publication } from './wrapper/frame-writer.ts'

/** What the broker said at CONNACK that it takes. */
export interface BrokerLimits {
  readonly isV5: boolean
  readonly packetBytesMax: number
  readonly qosMax: Qos
  readonly canRetain: boolean
}

const PROPERTY_BYTES_MAX = 65_535
/** The output id, for readers who must know a repeat. */
const ID_PROPERTY = 'sluice-id'
const anyType = of('ANY')

const userProperties = (value: Value): Record<string, string> => {
  const result = Object.create(null) as Record<string, string>
  if (typeof value !== 'object' || value === null) return result
  for (const [name, one] of Object.entries(value as Readonly<Record<string, Value>>))
    if (one != null) result[name] = textOf(one, anyType)
  return result
}

const isTooLong = (user: Readonly<Record<string, string>>): boolean =>
  Object.entries(user).some((pair) => pair.some((text) => Buffer.byteLength(text) > PROPERTY_BYTES_MAX))

/** Why this broker will never take the message, or undefined. */
const problemOf = (
  one: Publication,
  limits: BrokerLimits,
  writer: FrameWriter,
): readonly [Rejection['slug'], string] | undefined => {
  const topic = topicProblem(one.topic)
  if (topic !== undefined) return ['bad-topic', topic]
  if (one.qos > limits.qosMax) return ['row-refused', `the broker takes QoS ${String(limits.qosMax)} at most`]
  if (one.retain && !limits.canRetain) return ['row-refused', 'the broker keeps no retained messages']
  if (one.user !== undefined && !limits.isV5) return ['row-refused', 'user properties need MQTT 5']
  if (one.user !== undefined && isTooLong(one.user)) return ['row-refused', 'a user property is too long']
  return writer.size(one) > limits.packetBytesMax
    ? ['row-too-large', `the broker takes packets of ${String(limits.packetBytesMax)} bytes at most`]
    : undefined
}

/** A row as a message, or why it cannot be one. */
export const rowPublication = (
  batch: OutputBatch,
  index: number,
  limits: BrokerLimits,
  writer: FrameWriter,
): Publication | Rejection => {
  const topic = batch.option(index, 'topic')
  if (typeof topic !== 'string') return { index, slug: 'bad-topic', message: 'the topic is no text' }
  const qos = batch.option(index, 'qos')
  const properties = batch.option(index, 'user_properties')
  const own = properties == null ? undefined : userProperties(properties)
  const id = limits.isV5 ? batch.id?.(index) : undefined
  const one: Publication = {
    topic,
    value: batch.value(index),
    qos: qos === 0 || qos === 2 ? qos : 1,
    retain: batch.option(index, 'retain') === true,
    user: id === undefined ? own : { [ID_PROPERTY]: id, ...own },
  }
  const problem = problemOf(one, limits, writer)
  return problem === undefined ? one : { index, slug: problem[0], message: problem[1] }
}
