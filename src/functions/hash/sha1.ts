import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The SHA1 digest of the input, in lower-case hex. */
export const sha1Function = defineFunction({
  name: 'sha1',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The SHA1 digest of the input, in lower-case hex.',
  examples: [
    { expression: "sha1('abc')", result: '"a9993e364706816aba3e25717850c26c9cd0d89d"' },
    { expression: 'sha1(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    hexOf(capabilities.hash('sha1', bytesOf(input as string | Uint8Array))),
})
