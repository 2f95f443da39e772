import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { BYTES_LENGTH_MAX } from '../limits.ts'

/** The bytes that were compressed as zlib (RFC 1950); an error where they are damaged or more than 1 MiB. */
export const unzlibFunction = defineFunction({
  name: 'unzlib',

  group: 'hash',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the compressed bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed', 'value-too-large'],
  prose:
    'The bytes that were compressed as zlib (RFC 1950); an error where they are damaged or more than 1 MiB.',
  examples: [
    { expression: "from_utf8(unzlib(zlib('abc')))", result: '"abc"' },
    { expression: "unzlib(from_hex('00'))", error: 'cast-failed' },
  ],
  evaluate: ([bytes], { capabilities }) =>
    capabilities.decompress('zlib', bytes as Uint8Array, BYTES_LENGTH_MAX),
})
