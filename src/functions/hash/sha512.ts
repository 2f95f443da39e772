import { defineFunction } from '../../catalog/function.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The SHA512 digest of the input, in lower-case hex. */
export const sha512Function = defineFunction({
  name: 'sha512',
  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The SHA512 digest of the input, in lower-case hex.',
  examples: [
    {
      expression: "sha512('abc')",
      result:
        '"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"',
    },
    { expression: 'sha512(NULL)', result: 'null' },
  ],
  evaluate: ([input], { capabilities }) =>
    hexOf(capabilities.hash('sha512', bytesOf(input as string | Uint8Array))),
})
