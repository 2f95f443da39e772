import { defineFunction } from '../../catalog/function.ts'
import { base64Text } from '../../types/base64.ts'
import { bytesOf, limitedText } from '../limits.ts'

/** The input in base64, with padding. */
export const base64Function = defineFunction({
  name: 'base64',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['value-too-large'],
  prose: 'The input in base64, with padding.',
  examples: [
    { expression: "base64('abc')", result: '"YWJj"' },
    { expression: "base64('')", result: '""' },
  ],
  evaluate: ([input]) => limitedText(base64Text(bytesOf(input as string | Uint8Array))),
})
