import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, limitedBytes } from '../limits.ts'

/** The input compressed as gzip (RFC 1952). */
export const gzipFunction = defineFunction({
  name: 'gzip',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  errors: ['value-too-large'],
  prose: 'The input compressed as gzip (RFC 1952).',
  examples: [
    { expression: "from_utf8(gunzip(gzip('aaaa')))", result: '"aaaa"' },
    { expression: 'gzip(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    limitedBytes(capabilities.compress('gzip', bytesOf(input as string | Uint8Array))),
})
