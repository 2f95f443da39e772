import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The HMAC of the input with SHA-1, in lower-case hex. */
export const hmacSha1Function = defineFunction({
  name: 'hmac_sha1',

  group: 'hash',
  parameters: [
    { name: 'key', kinds: ['STRING', 'BYTES'], prose: 'the secret key' },
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The HMAC of the input with SHA-1, in lower-case hex.',
  examples: [
    {
      expression: "hmac_sha1('key', 'The quick brown fox jumps over the lazy dog')",
      result: '"de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"',
    },
    { expression: "hmac_sha1(NULL, 'a')", result: 'null' },
  ],
  evaluate: ([key, input], { capabilities }) =>
    hexOf(
      capabilities.hmac('sha1', bytesOf(key as string | Uint8Array), bytesOf(input as string | Uint8Array)),
    ),
})
