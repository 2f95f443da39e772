import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { murmurHash } from './murmur-hash.ts'

/** The 32-bit MurmurHash2 of the input as Kafka's partitioner computes it, signed. */
export const murmur2Function = defineFunction({
  name: 'murmur2',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: "The 32-bit MurmurHash2 of the input as Kafka's partitioner computes it, signed.",
  examples: [
    { expression: "murmur2('21')", result: '-973932308' },
    { expression: "murmur2('foobar')", result: '-790332482' },
    { expression: "murmur2('a-little-bit-long-string')", result: '-985981536' },
  ],
  evaluate: ([input]) => murmurHash(bytesOf(input as string | Uint8Array)),
})
