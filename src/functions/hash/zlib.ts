import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, limitedBytes } from '../limits.ts'

/** The input compressed as zlib (RFC 1950). */
export const zlibFunction = defineFunction({
  name: 'zlib',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  errors: ['value-too-large'],
  prose: 'The input compressed as zlib (RFC 1950).',
  examples: [
    { expression: "from_utf8(unzlib(zlib('aaaa')))", result: '"aaaa"' },
    { expression: 'zlib(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    limitedBytes(capabilities.compress('zlib', bytesOf(input as string | Uint8Array))),
})
