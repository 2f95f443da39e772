import type { WriteResult } from '../../stream/sink.ts'
import { rdCode } from './rdkafka-code.ts'

/** What an error of the protocol means for the rows: by librdkafka's code, and by kafkajs's name. */
type Meaning = 'reconnect' | 'fatal' | 'retry' | 'refused'

const meanings = new Map<number, Meaning>([
  [rdCode.fatal, 'reconnect'],
  [rdCode.outOfOrderSequence, 'reconnect'],
  [rdCode.invalidProducerEpoch, 'reconnect'],
  [rdCode.invalidProducerIdMapping, 'reconnect'],
  [rdCode.unknownProducerId, 'reconnect'],
  [rdCode.producerFenced, 'reconnect'],
  [rdCode.authentication, 'fatal'],
  [rdCode.saslAuthenticationFailed, 'fatal'],
  [rdCode.topicNotAuthorized, 'fatal'],
  [rdCode.clusterNotAuthorized, 'fatal'],
  [rdCode.unknownTopic, 'fatal'],
  [rdCode.unknownTopicOrPartition, 'fatal'],
  [rdCode.invalidDifferentRecord, 'refused'],
  [rdCode.policyViolation, 'refused'],
  [rdCode.messageTooLarge, 'refused'],
  [rdCode.recordListTooLarge, 'refused'],
  [rdCode.invalidTimestamp, 'refused'],
  [rdCode.invalidRecord, 'refused'],
  [rdCode.unsupportedForMessageFormat, 'refused'],
])

/** The most far-reaching first: while the server is in trouble, no row is to blame. */
const order: readonly Meaning[] = ['reconnect', 'fatal', 'retry', 'refused']

const resultOf = (meaning: Meaning, code: number, message: string): WriteResult => {
  switch (meaning) {
    case 'fatal':
      return { kind: 'fatal', slug: 'sink-misconfigured', message }
    case 'refused': {
      const isSize = code === rdCode.messageTooLarge || code === rdCode.recordListTooLarge
      return { kind: 'refused', slug: isSize ? 'row-too-large' : 'row-refused', message }
    }
    default:
      return { kind: meaning, message }
  }
}

/** What to do about the errors of one write; undefined where there is none. `errors`: messages by code. */
export const writeResult = (errors: ReadonlyMap<number, string>): WriteResult | undefined => {
  for (const meaning of order)
    for (const [code, message] of errors)
      if ((meanings.get(code) ?? 'retry') === meaning) return resultOf(meaning, code, message)
  return undefined
}
