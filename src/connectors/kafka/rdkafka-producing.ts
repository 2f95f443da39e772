import type { Rejection } from '../../stream/sink.ts'
import type { DeliveryReports } from './delivery-reports.ts'
import type { KafkaConnection } from './options.ts'
import { rdCode, rdCodeOf } from './rdkafka-code.ts'
import { rdkafkaOptions } from './rdkafka-options.ts'
import { promised, type RdError, type RdMetadata, type RdProducer } from './rdkafka.ts'
import { tooLarge, type KafkaRecord } from './record.ts'

/** Blocking longer than this would keep other work of Node's thread pool waiting. */
export const SLICE_MS = 100
const METADATA_TIMEOUT_MS = 2_000
const QUEUE_RECORDS_MAX = 100_000
const QUEUE_KBYTES_MAX = 131_072
/** Up to so many topics are asked for one by one, more at once. */
const SINGLE_LOOKS_MAX = 4

export const producerOptions = (options: KafkaConnection): Record<string, unknown> => ({
  ...rdkafkaOptions(options),
  'linger.ms': options.linger_ms,
  'batch.num.messages': 10_000,
  'batch.size': Math.min(1_000_000, options.message_bytes_max),
  'queue.buffering.max.messages': QUEUE_RECORDS_MAX,
  'queue.buffering.max.kbytes': QUEUE_KBYTES_MAX,
  'message.max.bytes': options.message_bytes_max,
  'compression.codec': options.compression,
  'enable.idempotence': options.acks === 'all',
  dr_cb: true,
  'delivery.report.only.error': true,
})

/** In the first argument of the constructor these would do nothing. */
export const topicOptions = (options: KafkaConnection): Record<string, unknown> => ({
  'request.required.acks': options.acks === 'all' ? -1 : 1,
  'message.timeout.ms': options.delivery_timeout_ms,
  // Keys land where Java's and kafkajs's land.
  partitioner: 'murmur2_random',
})

const flushSlice = (producer: RdProducer): Promise<RdError | null> =>
  new Promise((resolve) => producer.flush(SLICE_MS, resolve))

const produceOne = (producer: RdProducer, record: KafkaRecord): RdError | undefined => {
  const { headers, key, partition, timestampMs, topic, value } = record
  const own = headers?.map(([name, one]) => ({ [name]: one }))
  try {
    producer.produce(topic, partition, value, key, timestampMs, undefined, own)
    return undefined
  } catch (error) {
    return error as RdError
  }
}

/**
 * Queues records, and waits while librdkafka's queue is full; false when the signal was aborted. Gives up at the
 * first other error, which is noted: what is queued must be through before anything is sent again.
 */
export const produceAll = async (
  producer: RdProducer,
  records: readonly KafkaRecord[],
  rejections: Rejection[],
  { messageBytesMax, reports }: { readonly messageBytesMax: number; readonly reports: DeliveryReports },
  signal: AbortSignal,
): Promise<boolean> => {
  for (let i = 0; i < records.length;) {
    const error = produceOne(producer, records[i]!)
    if (error === undefined) {
      i++
      continue
    }
    switch (error.code) {
      case rdCode.queueFull:
        if (signal.aborted) return false
        await flushSlice(producer)
        break
      case rdCode.messageTooLarge:
        rejections.push(tooLarge(records[i]!.index, messageBytesMax))
        i++
        break
      default:
        reports.note(error)
        return true
    }
  }
  return true
}

/** The barrier: false when the signal came first. */
export const flushAll = async (
  producer: RdProducer,
  reports: DeliveryReports,
  signal: AbortSignal,
): Promise<boolean> => {
  while (!signal.aborted) {
    const error = await flushSlice(producer)
    if (error === null) return true
    // What is queued is still on its way: a repetition now would be written behind it.
    if (rdCodeOf(error) === rdCode.timedOut) continue
    reports.note(error)
    return true
  }
  return false
}

/** Numbers of partitions by topic, of those topics that exist. */
export const lookAtTopics = async (
  producer: RdProducer,
  topics: readonly string[],
): Promise<Map<string, number>> => {
  const wanted = topics.length > SINGLE_LOOKS_MAX ? [undefined] : topics
  const found = new Map<string, number>()
  for (const topic of wanted) {
    const question = { timeout: METADATA_TIMEOUT_MS, ...(topic !== undefined && { topic }) }
    const answer = await promised<RdMetadata>((done) => producer.getMetadata(question, done))
    for (const { name, partitions } of answer.topics)
      if (partitions.length > 0) found.set(name, partitions.length)
  }
  return new Map(topics.flatMap((topic) => (found.has(topic) ? [[topic, found.get(topic)!]] : [])))
}
