import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The HMAC of the input with SHA-256, in lower-case hex. */
export const hmacSha256Function = defineFunction({
  name: 'hmac_sha256',
  group: 'hash',
  parameters: [
    { name: 'key', kinds: ['STRING', 'BYTES'], prose: 'the secret key' },
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The HMAC of the input with SHA-256, in lower-case hex.',
  examples: [
    {
      expression: "hmac_sha256('key', 'The quick brown fox jumps over the lazy dog')",
      result: '"f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"',
    },
    { expression: "hmac_sha256(NULL, 'a')", result: 'null' },
  ],
  evaluate: ([key, input], { capabilities }) =>
    hexOf(
      capabilities.hmac('sha256', bytesOf(key as string | Uint8Array), bytesOf(input as string | Uint8Array)),
    ),
})
