import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { BYTES_LENGTH_MAX } from '../limits.ts'

/** The bytes that were compressed as raw DEFLATE (RFC 1951); an error where they are damaged or more than 1 MiB. */
export const inflateFunction = defineFunction({
  name: 'inflate',

  group: 'hash',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the compressed bytes' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed', 'value-too-large'],
  prose:
    'The bytes that were compressed as raw DEFLATE (RFC 1951); an error where they are damaged or more than 1 MiB.',
  examples: [
    { expression: "from_utf8(inflate(deflate('abc')))", result: '"abc"' },
    { expression: "inflate(from_hex('00'))", error: 'cast-failed' },
  ],
  evaluate: ([bytes], { capabilities }) =>
    capabilities.decompress('deflate', bytes as Uint8Array, BYTES_LENGTH_MAX),
})
