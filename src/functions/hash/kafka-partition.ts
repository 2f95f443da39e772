import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { murmurHash } from './murmur-hash.ts'

/** The partition to which Kafka clients send a record with this key; NULL where there is none. */
export const kafkaPartitionFunction = defineFunction({
  name: 'kafka_partition',

  group: 'hash',
  parameters: [
    { name: 'key', kinds: ['STRING', 'BYTES'], prose: 'the key' },
    { name: 'count', kinds: ['INTEGER'], prose: 'how many partitions the topic has' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The partition to which Kafka clients send a record with this key; NULL where there is none.',
  examples: [
    { expression: "kafka_partition('foobar', 12)", result: '6' },
    { expression: "kafka_partition('a', 0)", result: 'null' },
  ],
  evaluate: ([key, count]) =>
    Number(count) < 1 ? null : (murmurHash(bytesOf(key as string | Uint8Array)) & 0x7fffffff) % Number(count),
})
