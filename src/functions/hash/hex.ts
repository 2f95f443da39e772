import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf, limitedText } from '../limits.ts'

/** The input in lower-case hex. */
export const hexFunction = defineFunction({
  name: 'hex',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['value-too-large'],
  prose: 'The input in lower-case hex.',
  examples: [
    { expression: "hex('abc')", result: '"616263"' },
    { expression: "hex('')", result: '""' },
  ],
  evaluate: ([input]) => limitedText(hexOf(bytesOf(input as string | Uint8Array))),
})
