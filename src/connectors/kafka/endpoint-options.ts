import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'
import { topicNameProblem } from './topic-name.ts'

const topicsProblem = (value: Value): string | undefined => {
  const topics = Array.isArray(value) ? (value as readonly Value[]) : [value]
  if (topics.length === 0) return 'at least one topic is needed'
  return topics.map(topicNameProblem).find((problem) => problem !== undefined)
}

export const kafkaSourceOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic, or an array of them.',
    per: 'constant',
    kinds: ['STRING', 'ARRAY'],
    required: true,
    check: topicsProblem,
  },
  {
    name: 'group',
    prose: 'Consumer group; that of the connection unless said.',
    per: 'constant',
    kinds: ['STRING'],
  },
  {
    name: 'start',
    prose:
      'Where a group without offsets begins: the oldest record (unless said), or what comes from now on.',
    per: 'constant',
    kinds: ['STRING'],
    values: ['earliest', 'latest'],
  },
  {
    name: 'on_gap',
    prose:
      "What is done where the group's offset is not in the log any more, or of a topic that was made anew: stop reading the partition (unless said), or go on at the oldest record. Either raises an alarm.",
    per: 'constant',
    kinds: ['STRING'],
    values: ['stop', 'earliest'],
  },
]

export const kafkaSinkOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic to write to.',
    per: 'row',
    kinds: ['STRING'],
    required: true,
    check: topicNameProblem,
  },
  {
    name: 'key',
    prose: 'Key of the record: text as UTF-8, INTEGER as digits, an array as JSON; NULL for none.',
    per: 'row',
    kinds: ['STRING', 'INTEGER', 'BYTES', 'ARRAY', 'TIMESTAMP', 'DECIMAL', 'BOOLEAN'],
  },
  {
    name: 'headers',
    prose: 'Headers of the record: an object of texts; other values as JSON, BYTES as base64, NULL left out.',
    per: 'row',
    kinds: ['OBJECT'],
  },
  {
    name: 'partition',
    prose: 'Partition to write to, from 0; unless said the key decides, as in Java (murmur2).',
    per: 'row',
    kinds: ['INTEGER'],
  },
  {
    name: 'guarantee',
    prose:
      "`'exactly once'`: rows, dead letters and the offsets of their stream are committed in one transaction. The stream is read from this connection, which says `client: rdkafka`, by a consumer group of its own, and all its rules' targets say the same. `'effectively once'`: rows of a journal (MQTT with QoS 2) and how far they are written are committed in one transaction, so that a reader of committed records sees each once.",
    per: 'constant',
    kinds: ['STRING'],
    values: ['exactly once', 'effectively once'],
  },
  {
    name: 'dead_letters',
    prose: "Topic of the dead letters, beside `guarantee = 'exactly once'`.",
    per: 'constant',
    kinds: ['STRING'],
    check: topicNameProblem,
  },
]
