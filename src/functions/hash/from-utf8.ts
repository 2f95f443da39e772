import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { textOfBytes } from '../limits.ts'

/** The text of bytes in UTF-8; NULL where they are none. */
export const fromUtf8Function = defineFunction({
  name: 'from_utf8',

  group: 'hash',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'the bytes' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text of bytes in UTF-8; NULL where they are none.',
  examples: [
    { expression: "from_utf8(from_hex('c3a9'))", result: '"é"' },
    { expression: "from_utf8(from_hex('ff'))", result: 'null' },
  ],
  evaluate: ([bytes]) => textOfBytes(bytes as Uint8Array),
})
