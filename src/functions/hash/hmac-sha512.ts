import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The HMAC of the input with SHA-512, in lower-case hex. */
export const hmacSha512Function = defineFunction({
  name: 'hmac_sha512',

  group: 'hash',
  parameters: [
    { name: 'key', kinds: ['STRING', 'BYTES'], prose: 'the secret key' },
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The HMAC of the input with SHA-512, in lower-case hex.',
  examples: [
    {
      expression: "left(hmac_sha512('key', 'The quick brown fox jumps over the lazy dog'), 16)",
      result: '"b42af09057bac1e2"',
    },
    { expression: "length(hmac_sha512('k', ''))", result: '128' },
  ],
  evaluate: ([key, input], { capabilities }) =>
    hexOf(
      capabilities.hmac('sha512', bytesOf(key as string | Uint8Array), bytesOf(input as string | Uint8Array)),
    ),
})
