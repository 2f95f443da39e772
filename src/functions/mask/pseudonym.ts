import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** A name for a person that stays the same but cannot be turned back without the secret: the start of the HMAC-SHA-256 in hex. */
export const pseudonymFunction = defineFunction({
  name: 'pseudonym',
  group: 'mask',
  parameters: [
    { name: 'value', kinds: ['STRING', 'BYTES'], prose: 'what names a person' },
    { name: 'secret', kinds: ['STRING'], prose: 'the key of the secret' },
    { name: 'length', kinds: ['INTEGER'], prose: 'characters, 8 to 64; 16 if absent', optional: true },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'A name for a person that stays the same but cannot be turned back without the secret: the start of the HMAC-SHA-256 in hex.',
  examples: [
    {
      expression: "pseudonym('The quick brown fox jumps over the lazy dog', 'key')",
      result: '"f7bc83f430538424"',
    },
    { expression: "length(pseudonym('a', 'k', 64))", result: '64' },
  ],
  evaluate: ([value, secret, length], { capabilities }) =>
    hexOf(
      capabilities.hmac('sha256', bytesOf(secret as string), bytesOf(value as string | Uint8Array)),
    ).slice(0, Math.min(64, Math.max(8, Number(length ?? 16)))),
})
