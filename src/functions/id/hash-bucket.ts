import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** One of so many buckets, from 0, always the same for the same input: for samples and canaries. NULL where there is no bucket. */
export const hashBucketFunction = defineFunction({
  name: 'hash_bucket',
  group: 'id',
  parameters: [
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'what is put into a bucket' },
    { name: 'count', kinds: ['INTEGER'], prose: 'how many buckets' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'One of so many buckets, from 0, always the same for the same input: for samples and canaries. NULL where there is no bucket.',
  examples: [
    { expression: "hash_bucket('a', 10)", result: '5' },
    { expression: "hash_bucket('a', 0)", result: 'null' },
  ],
  evaluate: ([input, count]) => {
    const buckets = BigInt(count as number | bigint)
    if (buckets < 1n) return null
    let hash = 2_166_136_261
    for (const byte of bytesOf(input as string | Uint8Array)) hash = Math.imul(hash ^ byte, 16_777_619)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
    return Number(BigInt((hash ^ (hash >>> 16)) >>> 0) % buckets)
  },
})
