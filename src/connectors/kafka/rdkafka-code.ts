/** Error codes of librdkafka (below 0) and of the Kafka protocol that are told apart. */
export const rdCode = {
  assignPartitions: -175,
  revokePartitions: -174,
  timedOut: -185,
  queueFull: -184,
  allBrokersDown: -187,
  unknownTopic: -188,
  unknownPartition: -190,
  transport: -195,
  authentication: -169,
  fatal: -150,
  purgedInQueue: -152,
  purgedInFlight: -151,
  state: -172,
  fenced: -144,
  autoOffsetReset: -140,
  invalidDifferentRecord: -138,
  messageTimedOut: -192,
  unknown: -1,
  unknownTopicOrPartition: 3,
  messageTooLarge: 10,
  recordListTooLarge: 18,
  topicNotAuthorized: 29,
  groupNotAuthorized: 30,
  clusterNotAuthorized: 31,
  invalidTimestamp: 32,
  unsupportedForMessageFormat: 43,
  policyViolation: 44,
  outOfOrderSequence: 45,
  invalidProducerEpoch: 47,
  invalidProducerIdMapping: 49,
  saslAuthenticationFailed: 58,
  unknownProducerId: 59,
  fencedInstance: 82,
  invalidRecord: 87,
  producerFenced: 90,
} as const

/**
 * Delivery reports, events, and what a call in the background fails with, carry librdkafka's text in lower case, without the
 * part before the colon, and no code.
 */
const codesByText: ReadonlyMap<string, number> = new Map([
  ['timed out', rdCode.timedOut],
  ['purged in queue', rdCode.purgedInQueue],
  ['purged in flight', rdCode.purgedInFlight],
  ['all broker connections are down', rdCode.allBrokersDown],
  ['authentication failure', rdCode.authentication],
  ['no offset to automatically reset to', rdCode.autoOffsetReset],

  ['group authorization failed', rdCode.groupNotAuthorized],
  ['message timed out', rdCode.messageTimedOut],
  ['fatal error', rdCode.fatal],
  ['unknown topic', rdCode.unknownTopic],
  ['unknown partition', rdCode.unknownPartition],
  [
    'an invalid record in the same batch caused the failure of this message too',
    rdCode.invalidDifferentRecord,
  ],
  ['unknown topic or partition', rdCode.unknownTopicOrPartition],
  ['message size too large', rdCode.messageTooLarge],
  ['message batch larger than configured server segment size', rdCode.recordListTooLarge],
  ['topic authorization failed', rdCode.topicNotAuthorized],
  ['cluster authorization failed', rdCode.clusterNotAuthorized],
  ['invalid timestamp', rdCode.invalidTimestamp],
  ['broker failed to validate record', rdCode.invalidRecord],
  ['message format on broker does not support request', rdCode.unsupportedForMessageFormat],
  ['broker received an out of order sequence number', rdCode.outOfOrderSequence],
  ['producer attempted an operation with an old epoch', rdCode.invalidProducerEpoch],
  [
    'producer attempted to use a producer id which is not currently assigned to its transactional id',
    rdCode.invalidProducerIdMapping,
  ],
  ['unknown producer id', rdCode.unknownProducerId],
  ['policy violation', rdCode.policyViolation],
])

/** The code of an error, from its text where node-rdkafka has lost it. */
export const rdCodeOf = (error: { readonly code: number; readonly message: string }): number =>
  error.code === rdCode.unknown ? (codesByText.get(error.message) ?? rdCode.unknown) : error.code
