import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The SHA256 digest of the input, in lower-case hex. */
export const sha256Function = defineFunction({
  name: 'sha256',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The SHA256 digest of the input, in lower-case hex.',
  examples: [
    {
      expression: "sha256('abc')",
      result: '"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"',
    },
    { expression: 'sha256(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    hexOf(capabilities.hash('sha256', bytesOf(input as string | Uint8Array))),
})
