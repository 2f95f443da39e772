import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The HMAC of the input with MD5, in lower-case hex. */
export const hmacMd5Function = defineFunction({
  name: 'hmac_md5',

  group: 'hash',
  parameters: [
    { name: 'key', kinds: ['STRING', 'BYTES'], prose: 'the secret key' },
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The HMAC of the input with MD5, in lower-case hex.',
  examples: [
    {
      expression: "hmac_md5('key', 'The quick brown fox jumps over the lazy dog')",
      result: '"80070713463e7749b90c2dc24911e275"',
    },
    { expression: "length(hmac_md5('k', ''))", result: '32' },
  ],
  evaluate: ([key, input], { capabilities }) =>
    hexOf(
      capabilities.hmac('md5', bytesOf(key as string | Uint8Array), bytesOf(input as string | Uint8Array)),
    ),
})
