import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The MD5 digest of the input, in lower-case hex. */
export const md5Function = defineFunction({
  name: 'md5',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The MD5 digest of the input, in lower-case hex.',
  examples: [
    { expression: "md5('abc')", result: '"900150983cd24fb0d6963f7d28e17f72"' },
    { expression: 'md5(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    hexOf(capabilities.hash('md5', bytesOf(input as string | Uint8Array))),
})
