import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, limitedBytes } from '../limits.ts'

/** The input compressed as raw DEFLATE (RFC 1951). */
export const deflateFunction = defineFunction({
  name: 'deflate',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  errors: ['value-too-large'],
  prose: 'The input compressed as raw DEFLATE (RFC 1951).',
  examples: [
    { expression: "from_utf8(inflate(deflate('aaaa')))", result: '"aaaa"' },
    { expression: 'deflate(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    limitedBytes(capabilities.compress('deflate', bytesOf(input as string | Uint8Array))),
})
