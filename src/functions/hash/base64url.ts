import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { base64Text } from '../../types/base64.ts'
import { bytesOf, limitedText } from '../limits.ts'

/** The input in the URL-safe base64 of RFC 4648, without padding. */
export const base64urlFunction = defineFunction({
  name: 'base64url',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  errors: ['value-too-large'],
  prose: 'The input in the URL-safe base64 of RFC 4648, without padding.',
  examples: [
    { expression: "base64url(from_hex('fbff'))", result: '"-_8"' },
    { expression: "base64url('abc')", result: '"YWJj"' },
  ],
  evaluate: ([input]) =>
    limitedText(
      base64Text(bytesOf(input as string | Uint8Array))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, ''),
    ),
})
